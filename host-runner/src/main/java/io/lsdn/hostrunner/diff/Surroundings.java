package io.lsdn.hostrunner.diff;

import io.lsdn.netmodel.topology.IpAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What of a machine matters to a model besides its links.
 *
 * @param path the address of this machine at which the controller reaches it; empty if it came by no network
 * @param udpPorts on which somebody listens, the kernel for its tunnels included
 * @param bridgeNetfilter whether bridged packets go through iptables (any {@code net.bridge.bridge-nf-call-*})
 * @param maxMemberships {@code net.ipv4.igmp_max_memberships}: multicast groups a socket may join
 */
public record Surroundings(
        Optional<IpAddress> path, Set<Integer> udpPorts, boolean bridgeNetfilter, int maxMemberships) {
    public Surroundings {
        udpPorts = Set.copyOf(udpPorts);
    }
}
