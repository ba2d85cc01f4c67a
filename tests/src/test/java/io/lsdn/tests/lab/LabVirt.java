package io.lsdn.tests.lab;

import java.util.List;

/**
 * A virt: a namespace whose eth0 is the far end of a veth pair; the near end stands in its host's namespace, as a VM's tap
 * would.
 *
 * @param name unique in the lab, over all nets
 * @param host the name of its host
 * @param ifName the near end's name, unique on that host (at most 15 bytes)
 * @param mac of its eth0
 * @param addresses of its eth0, IPv4 or IPv6, with prefix length
 */
public record LabVirt(String name, String host, String ifName, String mac, List<String> addresses) {
    public LabVirt {
        addresses = List.copyOf(addresses);
        if (!name.matches("[a-zA-Z0-9_-]{1,60}") || !ifName.matches("[^\\s/']{1,15}")) {
            throw new IllegalArgumentException("virt " + name + ", interface " + ifName);
        }
    }

    public static LabVirt of(String name, String host, String ifName, String mac, String... addresses) {
        return new LabVirt(name, host, ifName, mac, List.of(addresses));
    }

    /** The same virt on another host. */
    public LabVirt movedTo(String otherHost, String otherIfName) {
        return new LabVirt(name, otherHost, otherIfName, mac, addresses);
    }
}
