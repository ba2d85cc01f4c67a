package io.lsdn.hostrunner.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds one netlink message: the header ({@code struct nlmsghdr}), the family's own header, attributes
 * ({@code struct nlattr}), each aligned to four bytes. Numbers are in the machine's byte order (little-endian, see
 * {@link SystemCall}) unless the method says {@code be}. A runner writes thousands of messages before the JVM compiles any of this,
 * so the smallest steps are written out.
 */
final class MessageWriter {
    /** {@code NLMSG_HDRLEN} of linux/netlink.h. */
    static final int HEADER = 16;

    static final int REQUEST = 0x1;
    static final int ACK = 0x4;
    static final int ECHO = 0x8;
    static final int DUMP = 0x300;
    static final int REPLACE = 0x100;
    static final int EXCL = 0x200;
    static final int CREATE = 0x400;
    static final int APPEND = 0x800;

    /** {@code NLA_F_NESTED}. */
    static final int NESTED = 0x8000;

    private static final int ATTRIBUTE_HEADER = 4;

    private byte[] bytes = new byte[512];
    private int length;

    /** @param flags besides {@code NLM_F_REQUEST}, which every message has */
    MessageWriter(int type, int flags) {
        u32(0).u16(type).u16(flags | REQUEST).u32(0).u32(0);
    }

    MessageWriter u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    MessageWriter u16(int value) {
        room(2);
        setU16(bytes, length, value);
        length += 2;
        return this;
    }

    MessageWriter u32(int value) {
        room(4);
        setU32(bytes, length, value);
        length += 4;
        return this;
    }

    MessageWriter be16(int value) {
        return u16(Short.reverseBytes((short) value));
    }

    MessageWriter be32(int value) {
        return u32(Integer.reverseBytes(value));
    }

    MessageWriter raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    MessageWriter zeros(int count) {
        room(count);
        length += count;
        return this;
    }

    /** Opens an attribute that holds attributes or a structure; {@link #end} closes it. */
    int begin(int type) {
        int start = length;
        u32(type << 16);
        return start;
    }

    MessageWriter end(int start) {
        setU16(bytes, start, length - start);
        return zeros(-length & 3);
    }

    /** What was written since the attribute was begun. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, length);
    }

    MessageWriter attribute(int type, byte[] value) {
        u32(ATTRIBUTE_HEADER + value.length | type << 16);
        return raw(value).zeros(-length & 3);
    }

    /** An attribute without content, whose presence is what it says. */
    MessageWriter flag(int type) {
        return end(begin(type));
    }

    MessageWriter attributeU8(int type, int value) {
        int start = begin(type);
        return u8(value).end(start);
    }

    MessageWriter attributeU16(int type, int value) {
        int start = begin(type);
        return u16(value).end(start);
    }

    MessageWriter attributeU32(int type, int value) {
        return u32(ATTRIBUTE_HEADER + 4 | type << 16).u32(value);
    }

    MessageWriter attributeU64(int type, long value) {
        int start = begin(type);
        return u32((int) value).u32((int) (value >>> 32)).end(start);
    }

    MessageWriter attributeBe16(int type, int value) {
        int start = begin(type);
        return be16(value).end(start);
    }

    MessageWriter attributeBe32(int type, int value) {
        return attributeU32(type, Integer.reverseBytes(value));
    }

    /** Text without a zero byte at its end. */
    MessageWriter attributeText(int type, String value) {
        return attribute(type, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Text with a zero byte at its end ({@code NLA_NUL_STRING}). */
    MessageWriter attributeString(int type, String value) {
        int start = begin(type);
        return raw(value.getBytes(StandardCharsets.UTF_8)).u8(0).end(start);
    }

    /** The message, with its length in its header. */
    byte[] message() {
        byte[] message = Arrays.copyOf(bytes, length);
        setU32(message, 0, length);
        return message;
    }

    /** The sequence number, by which the answer is known. */
    static void setSequence(byte[] message, int offset, int sequence) {
        setU32(message, offset + 8, sequence);
    }

    static void addFlags(byte[] message, int offset, int flags) {
        message[offset + 6] |= (byte) flags;
        message[offset + 7] |= (byte) (flags >>> 8);
    }

    private static void setU16(byte[] b, int at, int value) {
        b[at] = (byte) value;
        b[at + 1] = (byte) (value >>> 8);
    }

    private static void setU32(byte[] b, int at, int value) {
        b[at] = (byte) value;
        b[at + 1] = (byte) (value >>> 8);
        b[at + 2] = (byte) (value >>> 16);
        b[at + 3] = (byte) (value >>> 24);
    }

    private void room(int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
