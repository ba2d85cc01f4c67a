package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a link besides our objects.
 *
 * @param index its ifindex, 1 and up
 * @param kind {@code IFLA_INFO_KIND}; empty for hardware
 * @param alias as it is, whoever set it
 * @param mac empty for a link without Ethernet addresses
 * @param mtu bytes
 * @param master the name of the bridge or other device that it belongs to
 * @param addresses its IP addresses with their prefix lengths, host bits kept in the key
 * @param attributes for a link of a kind that can hold a UDP port or VLAN id: {@code IFLA_INFO_DATA} that matters for clashes, in
 *     iproute2's words ({@code dstport}, {@code id}, {@code link}, {@code external})
 */
public record LinkFacts(
        String name,
        int index,
        Optional<String> kind,
        Optional<String> alias,
        Optional<MacAddress> mac,
        int mtu,
        boolean up,
        Optional<String> master,
        Map<IpAddress, Subnet> addresses,
        Map<String, String> attributes) {
    public LinkFacts {
        addresses = Map.copyOf(addresses);
        attributes = Map.copyOf(attributes);
    }

    /** The addresses alone. */
    public List<IpAddress> ips() {
        return addresses.keySet().stream().sorted().toList();
    }
}
