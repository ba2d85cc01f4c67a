package io.lsdn.hostrunner.netlink;

import java.util.ArrayList;
import java.util.List;

/**
 * One message from the kernel.
 *
 * @param type {@code RTM_*} or {@code NLMSG_*}
 * @param flags {@code NLM_F_*}
 * @param sequence of the request that it answers
 * @param from where its content starts in {@code data}, behind the netlink header
 * @param to where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record Message(int type, int flags, int sequence, byte[] data, int from, int to) {
    static final int NOOP = 1;
    static final int ERROR = 2;
    static final int DONE = 3;

    /** {@code NLM_F_DUMP_INTR}. */
    static final int INTERRUPTED = 0x10;

    /** The messages of one datagram. */
    static List<Message> parse(byte[] data, int length) {
        var messages = new ArrayList<Message>();
        int at = 0;
        while (at + MessageWriter.HEADER <= length) {
            int size = u32(data, at);
            if (size < MessageWriter.HEADER || at + size > length) {
                break;
            }
            messages.add(new Message(
                    u16(data, at + 4),
                    u16(data, at + 6),
                    u32(data, at + 8),
                    data,
                    at + MessageWriter.HEADER,
                    at + size));
            at += size + 3 & ~3;
        }
        return messages;
    }

    /** Of the family's own header, at an offset. */
    int u8(int offset) {
        return data[from + offset] & 0xff;
    }

    int u16(int offset) {
        return u16(data, from + offset);
    }

    int u32(int offset) {
        return u32(data, from + offset);
    }

    /** @param header length of the family's own header */
    Attributes attributes(int header) {
        return new Attributes(data, Math.min(to, from + header), to);
    }

    boolean interrupted() {
        return (flags & INTERRUPTED) != 0;
    }

    static int u16(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8;
    }

    static int u32(byte[] b, int at) {
        return b[at] & 0xff | (b[at + 1] & 0xff) << 8 | (b[at + 2] & 0xff) << 16 | b[at + 3] << 24;
    }
}
