package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Subnet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests about IP addresses: {@code RTM_*ADDR} with attributes of linux/if_addr.h. */
final class AddressMessages {
    /** Length of {@code struct ifaddrmsg}. */
    static final int HEADER = 8;

    private static final int NEWADDR = 20;
    private static final int DELADDR = 21;
    private static final int GETADDR = 22;
    private static final int AF_INET = 2;
    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;

    private AddressMessages() {}

    /** All addresses of all links. */
    static byte[] dump() {
        return new MessageWriter(GETADDR, MessageWriter.DUMP).zeros(HEADER).message();
    }

    /** @param prefix length of the prefix that is on the link */
    static byte[] add(int index, IpAddress address, int prefix) {
        return about(new MessageWriter(NEWADDR, MessageWriter.CREATE | MessageWriter.EXCL), index, address, prefix);
    }

    static byte[] remove(int index, IpAddress address, int prefix) {
        return about(new MessageWriter(DELADDR, 0), index, address, prefix);
    }

    private static byte[] about(MessageWriter m, int index, IpAddress address, int prefix) {
        int family = switch (address) {
            case Ipv4Address _ -> AF_INET;
            case Ipv6Address _ -> LinkMessages.AF_INET6;
        };
        return m.u8(family)
                .u8(prefix)
                .u8(0)
                .u8(0)
                .u32(index)
                .attribute(IFA_LOCAL, address.bytes())
                .attribute(IFA_ADDRESS, address.bytes())
                .message();
    }

    /** The answers of a dump by ifindex. On a point-to-point link the address is ours, not the other end's. */
    static Map<Integer, Map<IpAddress, Subnet>> read(List<Message> messages) {
        var byIndex = new HashMap<Integer, Map<IpAddress, Subnet>>();
        for (Message m : messages) {
            Attributes attributes = m.attributes(HEADER);
            Optional<IpAddress> local = attributes.ip(IFA_LOCAL);
            Optional<IpAddress> address = local.isPresent() ? local : attributes.ip(IFA_ADDRESS);
            if (address.isPresent()) {
                byIndex.computeIfAbsent(m.u32(4), _ -> new HashMap<>())
                        .put(address.get(), new Subnet(address.get(), m.u8(1)));
            }
        }
        return byIndex;
    }
}
