package io.lsdn.netmodel.wire;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.List;
import java.util.Optional;

/**
 * A laboratory on one machine: network namespaces, cables between them, and a process in some.
 *
 * @param prefix how the names of all its namespaces begin; none of another lab begins so
 */
public record LabPlan(String prefix, List<Namespace> namespaces, List<Cable> cables, List<Daemon> daemons) {
    /** A named network namespace with bridges in it. */
    public record Namespace(String name, List<String> bridges) {}

    /**
     * A veth pair.
     *
     * @param first where it is made; nothing there may have either end's link name
     * @param second where its other end is moved
     */
    public record Cable(End first, End second) {}

    /**
     * One end of a cable. It is up.
     *
     * @param namespace empty: the one that this machine's root user is in
     * @param mtu bytes; empty: as the kernel has it
     * @param bridge of its namespace, if it is a port of one
     */
    public record End(
            Optional<String> namespace,
            String link,
            Optional<MacAddress> mac,
            Optional<Integer> mtu,
            Optional<String> bridge,
            List<Address> addresses) {
        /** An end that is a port of a bridge and nothing else. */
        public static End port(String namespace, String link, String bridge) {
            return new End(
                    Optional.of(namespace), link, Optional.empty(), Optional.empty(), Optional.of(bridge), List.of());
        }
    }

    /** An address with the length of its network's prefix. */
    public record Address(IpAddress ip, int prefix) {
        @Override
        public String toString() {
            return ip + "/" + prefix;
        }
    }

    /**
     * A program that puts itself into the background.
     *
     * @param command program and arguments
     */
    public record Daemon(String namespace, List<String> command) {}
}
