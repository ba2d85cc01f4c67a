package io.lsdn.netmodel.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends numbers (zigzag, seven bits a byte, low ones first) and strings (length, UTF-8). */
final class ByteWriter {
    private byte[] buffer = new byte[256];
    private int length;

    void number(long value) {
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7fL) != 0) {
            put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
    }

    void string(String s) {
        byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        bytes(utf8);
    }

    void bytes(byte[] b) {
        ensure(b.length);
        System.arraycopy(b, 0, buffer, length, b.length);
        length += b.length;
    }

    private void put(byte b) {
        ensure(1);
        buffer[length++] = b;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }
}
