package io.lsdn.netmodel.topology;

import java.util.List;

/** An overlay technology with its parameters, under the name by which nets choose it. */
public sealed interface Settings {
    /** The port that IANA gave to VXLAN (RFC 7348). */
    int VXLAN_PORT = 4789;
    /** The port that IANA gave to Geneve (RFC 8926). */
    int GENEVE_PORT = 6081;
    /** What serves every net that names none. */
    String DEFAULT_NAME = "default";
    /** Every {@link #type}. */
    List<String> TYPES = List.of("direct", "vlan", "vxlan/mcast", "vxlan/e2e", "vxlan/static", "geneve", "geneve/e2e");

    String name();

    /** The word in the topology language: {@code vxlan/e2e} and so on. */
    String type();

    /** Whether bridges learn where a MAC is; else the model's MACs are compiled into tc filters. */
    default boolean learns() {
        return switch (this) {
            case Direct _, Vlan _, VxlanMcast _, VxlanE2e _, GeneveE2e _ -> true;
            case VxlanStatic _, Geneve _ -> false;
        };
    }

    /** One net on an interface, untagged. */
    record Direct(String name) implements Settings {
        @Override
        public String type() {
            return "direct";
        }
    }

    /** 802.1Q; the net's vid is the VLAN id. */
    record Vlan(String name) implements Settings {
        @Override
        public String type() {
            return "vlan";
        }
    }

    /** What travels in UDP. */
    sealed interface Tunnel extends Settings {
        /** UDP destination port, 1 to 65535. */
        int port();

        private static void check(int port) {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("a UDP port is 1 to 65535, not " + port);
            }
        }
    }

    /**
     * VXLAN that floods by multicast.
     *
     * @param mcastIp the group
     */
    record VxlanMcast(String name, IpAddress mcastIp, int port) implements Tunnel {
        public VxlanMcast {
            Tunnel.check(port);
        }

        @Override
        public String type() {
            return "vxlan/mcast";
        }
    }

    /** VXLAN that floods to a list of endpoints. */
    record VxlanE2e(String name, int port) implements Tunnel {
        public VxlanE2e {
            Tunnel.check(port);
        }

        @Override
        public String type() {
            return "vxlan/e2e";
        }
    }

    /** VXLAN without learning: the model's MACs are the forwarding table. */
    record VxlanStatic(String name, int port) implements Tunnel {
        public VxlanStatic {
            Tunnel.check(port);
        }

        @Override
        public String type() {
            return "vxlan/static";
        }
    }

    /** Geneve without learning. */
    record Geneve(String name, int port) implements Tunnel {
        public Geneve {
            Tunnel.check(port);
        }

        @Override
        public String type() {
            return "geneve";
        }
    }

    /** Geneve with a device a remote phys, and a learning bridge. */
    record GeneveE2e(String name, int port) implements Tunnel {
        public GeneveE2e {
            Tunnel.check(port);
        }

        @Override
        public String type() {
            return "geneve/e2e";
        }
    }
}
