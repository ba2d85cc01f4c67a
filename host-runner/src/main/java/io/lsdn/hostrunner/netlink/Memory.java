package io.lsdn.hostrunner.netlink;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for a structure that the kernel reads or writes, with the fields at their offsets, in the machine's byte order
 * and without padding. A buffer reads and writes it: a memory segment's own accessors are method handles, which a starting JVM
 * makes one class after the other for.
 */
final class Memory {
    private final long address;
    private final ByteBuffer bytes;

    Memory(MemorySegment segment) {
        this.address = segment.address();
        this.bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    }

    long address() {
        return address;
    }

    int size() {
        return bytes.capacity();
    }

    int getInt(int offset) {
        return bytes.getInt(offset);
    }

    long getLong(int offset) {
        return bytes.getLong(offset);
    }

    Memory putShort(int offset, int value) {
        bytes.putShort(offset, (short) value);
        return this;
    }

    Memory putInt(int offset, int value) {
        bytes.putInt(offset, value);
        return this;
    }

    Memory putLong(int offset, long value) {
        bytes.putLong(offset, value);
        return this;
    }

    /** The first bytes of an array. */
    Memory put(int offset, byte[] source, int length) {
        bytes.put(offset, source, 0, length);
        return this;
    }

    /** A copy of the first bytes. */
    byte[] get(int length) {
        byte[] copy = new byte[length];
        bytes.get(0, copy);
        return copy;
    }
}
