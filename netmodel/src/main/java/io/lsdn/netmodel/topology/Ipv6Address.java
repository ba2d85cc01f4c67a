package io.lsdn.netmodel.topology;

import java.nio.ByteBuffer;

/**
 * An IPv6 address.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Ipv6Address(long high, long low) implements IpAddress {
    static Ipv6Address of(byte[] bytes) {
        ByteBuffer b = ByteBuffer.wrap(bytes);
        return new Ipv6Address(b.getLong(), b.getLong());
    }

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    private int group(int i) {
        long half = i < 4 ? high : low;
        return (int) (half >>> 48 - i % 4 * 16) & 0xffff;
    }

    /** The one spelling of RFC 5952: lower case, the longest run of zero groups (of two or more, the first) as {@code ::}. */
    @Override
    public String toString() {
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && group(i + run) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        var out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                out.append("::");
                i += length - 1;
            } else {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ':') {
                    out.append(':');
                }
                out.append(Integer.toHexString(group(i)));
            }
        }
        return out.toString();
    }
}
