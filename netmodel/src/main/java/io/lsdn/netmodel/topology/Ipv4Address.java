package io.lsdn.netmodel.topology;

import java.nio.ByteBuffer;

/**
 * An IPv4 address.
 *
 * @param value the four bytes as one number, first byte highest
 */
public record Ipv4Address(int value) implements IpAddress {
    static Ipv4Address of(byte[] bytes) {
        return new Ipv4Address(ByteBuffer.wrap(bytes).getInt());
    }

    @Override
    public byte[] bytes() {
        return new byte[] {(byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
    }

    @Override
    public boolean isMulticast() {
        return value >>> 28 == 0xe;
    }

    /** Dotted decimal. */
    @Override
    public String toString() {
        return (value >>> 24) + "." + (value >>> 16 & 0xff) + "." + (value >>> 8 & 0xff) + "." + (value & 0xff);
    }
}
