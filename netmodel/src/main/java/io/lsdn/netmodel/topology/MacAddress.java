package io.lsdn.netmodel.topology;

/**
 * An Ethernet address (EUI-48).
 *
 * @param value the six bytes as one number, first byte highest; 0 to 2^48-1
 */
public record MacAddress(long value) implements Comparable<MacAddress> {
    public MacAddress {
        if (value >>> 48 != 0) {
            throw new IllegalArgumentException("an Ethernet address has 48 bits: " + Long.toHexString(value));
        }
    }

    /** Six bytes in network order; a fresh array. */
    public byte[] bytes() {
        byte[] b = new byte[6];
        for (int i = 0; i < 6; i++) {
            b[i] = (byte) (value >>> 40 - 8 * i);
        }
        return b;
    }

    /** @param bytes six bytes in network order */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != 6) {
            throw new IllegalArgumentException("an Ethernet address has 6 bytes, not " + bytes.length);
        }
        long v = 0;
        for (byte b : bytes) {
            v = v << 8 | b & 0xff;
        }
        return new MacAddress(v);
    }

    /**
     * Colons or dashes between the bytes, Cisco's {@code 0011.2233.4455}, or 12 digits without separators; either case.
     */
    public static Parsed<MacAddress> parse(String text) {
        return MacText.parse(text);
    }

    /** 00:00:00:00:00:00, which no interface may own. */
    public boolean isZero() {
        return value == 0;
    }

    /** The group bit (IEEE 802): multicast and broadcast addresses, which no interface can own. */
    public boolean isGroup() {
        return (value >>> 40 & 1) != 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof MacAddress m && value == m.value;
    }

    @Override
    public int compareTo(MacAddress o) {
        return Long.compare(value, o.value);
    }

    /** Lower case with colons, as iproute2 prints it. */
    @Override
    public String toString() {
        var out = new StringBuilder(17);
        for (int i = 5; i >= 0; i--) {
            int b = (int) (value >>> 8 * i) & 0xff;
            out.append(Character.forDigit(b >> 4, 16)).append(Character.forDigit(b & 15, 16));
            if (i > 0) {
                out.append(':');
            }
        }
        return out.toString();
    }
}
