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
