package io.lsdn.netmodel.topology;

/** An IPv4 or IPv6 address, without zone. */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {
    /** 4 or 16 bytes in network order; a fresh array. */
    byte[] bytes();

    /** 32 or 128. */
    default int bits() {
        return bytes().length * 8;
    }

    /** RFC 5771 (224.0.0.0/4) and RFC 4291 section 2.7 (ff00::/8). */
    boolean isMulticast();

    /** 0.0.0.0 or {@code ::}. */
    default boolean isUnspecified() {
        for (byte b : bytes()) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    default boolean sameVersion(IpAddress other) {
        return bits() == other.bits();
    }

    /** IPv4 before IPv6, then by value. */
    @Override
    default int compareTo(IpAddress other) {
        int byVersion = Integer.compare(bits(), other.bits());
        return byVersion != 0 ? byVersion : java.util.Arrays.compareUnsigned(bytes(), other.bytes());
    }

    /** Dotted decimal of four parts without leading zeros, or any IPv6 spelling of RFC 4291; no zone, no brackets. */
    static Parsed<IpAddress> parse(String text) {
        if (text.indexOf('/') >= 0) {
            return Parsed.bad("an address alone has no prefix length");
        }
        return text.indexOf(':') >= 0
                ? IpText.parse6(text).then(Parsed::ok)
                : IpText.parse4(text).then(Parsed::ok);
    }

    /**
     * @param bytes 4 or 16 bytes in network order
     * @throws IllegalArgumentException for any other length
     */
    static IpAddress of(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> Ipv4Address.of(bytes);
            case 16 -> Ipv6Address.of(bytes);
            default -> throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + bytes.length);
        };
    }
}
