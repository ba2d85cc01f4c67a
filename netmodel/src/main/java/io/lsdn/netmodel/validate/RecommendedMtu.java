package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Settings;

/** The largest MTU of a virt whose full frames fit into the underlay's packets. */
public final class RecommendedMtu {
    private static final int INNER_ETHERNET = 14;
    private static final int UDP = 8;
    /** VXLAN's header (RFC 7348), and Geneve's without options (RFC 8926). */
    private static final int TUNNEL = 8;

    private RecommendedMtu() {}

    /**
     * What a technology takes of the underlay's MTU, in bytes: 50 for a tunnel over IPv4, 70 over IPv6. A VLAN takes none:
     * the kernel gives the device its interface's MTU, as Ethernet has room for the tag.
     *
     * @param underlayBits 32 for IPv4, 128 for IPv6: {@link IpAddress#bits}
     */
    public static int overhead(Settings settings, int underlayBits) {
        return switch (settings) {
            case Settings.Direct _, Settings.Vlan _ -> 0;
            case Settings.Tunnel _ -> INNER_ETHERNET + TUNNEL + UDP + (underlayBits == 32 ? 20 : 40);
        };
    }

    /** @param underlayMtu the MTU of the phys's interface, in bytes */
    public static int of(Settings settings, int underlayBits, int underlayMtu) {
        return underlayMtu - overhead(settings, underlayBits);
    }
}
