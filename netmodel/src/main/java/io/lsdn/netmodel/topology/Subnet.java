package io.lsdn.netmodel.topology;

/**
 * An IP subnet.
 *
 * @param network the address with all host bits zero
 * @param prefix 0 to 32 (IPv4) or 128 (IPv6)
 */
public record Subnet(IpAddress network, int prefix) {
    public Subnet {
        if (prefix < 0 || prefix > network.bits()) {
            throw new IllegalArgumentException("prefix length " + prefix + " is not in 0 to " + network.bits());
        }
        byte[] bytes = network.bytes();
        for (int bit = prefix; bit < network.bits(); bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        network = IpAddress.of(bytes);
    }

    /**
     * {@code a.b.c.d/n}, {@code a.b.c.d/mask}, IPv6 with a prefix length, or an address alone, which is that host. Host
     * bits that are set are cleared, as tc does.
     */
    public static Parsed<Subnet> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? IpAddress.parse(text).then(ip -> Parsed.ok(new Subnet(ip, ip.bits())))
                : IpAddress.parse(text.substring(0, slash))
                        .then(ip -> prefix(text.substring(slash + 1), ip).then(n -> Parsed.ok(new Subnet(ip, n))));
    }

    private static Parsed<Integer> prefix(String text, IpAddress ip) {
        if (ip instanceof Ipv4Address && text.indexOf('.') >= 0) {
            return IpText.parse4(text).then(mask -> {
                int ones = Integer.numberOfLeadingZeros(~mask.value());
                return Integer.bitCount(mask.value()) == ones
                        ? Parsed.ok(ones)
                        : Parsed.bad("the mask " + mask + " is not ones followed by zeros");
            });
        }
        if (text.length() > 3 || !WholeNumber.onlyDigits(text, 10) || Integer.parseInt(text) > ip.bits()) {
            return Parsed.bad("a prefix length of 0 to " + ip.bits() + " is expected after '/'");
        }
        return Parsed.ok(Integer.parseInt(text));
    }

    /** The netmask, as many bytes as the network's address. */
    public byte[] mask() {
        byte[] mask = new byte[network.bits() / 8];
        for (int bit = 0; bit < prefix; bit++) {
            mask[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return mask;
    }

    @Override
    public String toString() {
        return network + "/" + prefix;
    }
}
