package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;
import java.util.Optional;

/** What a link is, in the words of {@code ip link add … type}. */
public sealed interface LinkKind {
    /** iproute2's word for the type, which is the kernel's {@code IFLA_INFO_KIND}. */
    String word();

    /** The UDP port that it listens on. */
    default Optional<Integer> udpPort() {
        return switch (this) {
            case Vxlan v -> Optional.of(v.port);
            case VxlanExternal v -> Optional.of(v.port);
            case Geneve g -> Optional.of(g.port);
            case GeneveExternal g -> Optional.of(g.port);
            case Bridge _, Vlan _, Veth _ -> Optional.empty();
        };
    }

    /**
     * Whether a kernel can not have both: a metadata device takes its UDP port whole, and a port is of VXLAN or of
     * Geneve.
     */
    default boolean excludes(LinkKind other) {
        return udpPort().isPresent()
                && udpPort().equals(other.udpPort())
                && !sharing().equals(other.sharing());
    }

    private String sharing() {
        boolean whole = this instanceof VxlanExternal || this instanceof GeneveExternal;
        return word() + (whole ? " external" : "");
    }

    /** A bridge with {@code stp_state 0}. */
    record Bridge(boolean mcastSnooping) implements LinkKind {
        @Override
        public String word() {
            return "bridge";
        }
    }

    /**
     * A VXLAN device for one VNI.
     *
     * @param vni 1 to 2^24-1
     * @param local the source address of what it sends
     * @param group where unknown destinations go; needs {@code dev}
     * @param dev the underlay interface
     * @param port UDP destination port
     * @param learning source addresses are learned from what arrives
     */
    record Vxlan(
            int vni,
            Optional<IpAddress> local,
            Optional<IpAddress> group,
            Optional<String> dev,
            int port,
            boolean learning)
            implements LinkKind {
        @Override
        public String word() {
            return "vxlan";
        }
    }

    /** A VXLAN device that serves every VNI by tunnel metadata ({@code external}); it listens on both IP versions. */
    record VxlanExternal(int port) implements LinkKind {
        @Override
        public String word() {
            return "vxlan";
        }
    }

    /** A Geneve device for one VNI and one remote. */
    record Geneve(int vni, IpAddress remote, int port) implements LinkKind {
        @Override
        public String word() {
            return "geneve";
        }
    }

    /** A Geneve device that serves every VNI by tunnel metadata ({@code external}); of either IP version. */
    record GeneveExternal(int port) implements LinkKind {
        @Override
        public String word() {
            return "geneve";
        }
    }

    /**
     * An 802.1Q device.
     *
     * @param parent the interface below
     * @param vid 1 to 4094
     */
    record Vlan(String parent, int vid) implements LinkKind {
        @Override
        public String word() {
            return "vlan";
        }
    }

    /** One end of a pair; the other end is a link of its own with this one as its peer. */
    record Veth(String peer) implements LinkKind {
        @Override
        public String word() {
            return "veth";
        }
    }
}
