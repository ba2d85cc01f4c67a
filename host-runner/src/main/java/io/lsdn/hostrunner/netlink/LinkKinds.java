package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a link's type adds: {@code IFLA_INFO_DATA} of linux/if_link.h. */
final class LinkKinds {
    private static final int IFLA_BR_STP_STATE = 5;
    private static final int IFLA_BR_MCAST_SNOOPING = 23;
    private static final int IFLA_VXLAN_ID = 1;
    private static final int IFLA_VXLAN_GROUP = 2;
    private static final int IFLA_VXLAN_LINK = 3;
    private static final int IFLA_VXLAN_LOCAL = 4;
    private static final int IFLA_VXLAN_LEARNING = 7;
    private static final int IFLA_VXLAN_PORT = 15;
    private static final int IFLA_VXLAN_GROUP6 = 16;
    private static final int IFLA_VXLAN_LOCAL6 = 17;
    private static final int IFLA_VXLAN_COLLECT_METADATA = 25;
    private static final int IFLA_GENEVE_ID = 1;
    private static final int IFLA_GENEVE_REMOTE = 2;
    private static final int IFLA_GENEVE_PORT = 5;
    private static final int IFLA_GENEVE_COLLECT_METADATA = 6;
    private static final int IFLA_GENEVE_REMOTE6 = 7;
    private static final int IFLA_GENEVE_UDP_ZERO_CSUM6_RX = 10;
    private static final int IFLA_VLAN_ID = 1;
    private static final int IFLA_VLAN_PROTOCOL = 5;
    private static final int ETH_P_8021Q = 0x8100;
    private static final int VETH_INFO_PEER = 1;

    private LinkKinds() {}

    static void encode(MessageWriter m, LinkKind kind, int peerIndex, LinkTable links)
            throws LinkTable.UnknownLinkException {
        switch (kind) {
            case LinkKind.Bridge(boolean mcastSnooping) ->
                m.attributeU32(IFLA_BR_STP_STATE, 0).attributeU8(IFLA_BR_MCAST_SNOOPING, mcastSnooping ? 1 : 0);
            case LinkKind.Vxlan vxlan -> vxlan(m, vxlan, links);
            case LinkKind.VxlanExternal(int port) ->
                m.attributeU8(IFLA_VXLAN_COLLECT_METADATA, 1)
                        .attributeU8(IFLA_VXLAN_LEARNING, 0)
                        .attributeBe16(IFLA_VXLAN_PORT, port);
            case LinkKind.Geneve(int vni, IpAddress remote, int port) -> {
                m.attributeU32(IFLA_GENEVE_ID, vni);
                address(m, remote, IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6);
                m.attributeBe16(IFLA_GENEVE_PORT, port);
            }
            case LinkKind.GeneveExternal(int port) ->
                m.attributeBe16(IFLA_GENEVE_PORT, port)
                        .flag(IFLA_GENEVE_COLLECT_METADATA)
                        .attributeU8(IFLA_GENEVE_UDP_ZERO_CSUM6_RX, 1);
            case LinkKind.Vlan(String _, int vid) ->
                m.attributeBe16(IFLA_VLAN_PROTOCOL, ETH_P_8021Q).attributeU16(IFLA_VLAN_ID, vid);
            case LinkKind.Veth(String peer) -> {
                int nested = m.begin(VETH_INFO_PEER);
                LinkMessages.peer(m, peer, peerIndex);
                m.end(nested);
            }
        }
    }

    private static void vxlan(MessageWriter m, LinkKind.Vxlan vxlan, LinkTable links)
            throws LinkTable.UnknownLinkException {
        if (vxlan.dev().isPresent()) {
            m.attributeU32(IFLA_VXLAN_LINK, links.index(vxlan.dev().get()));
        }
        m.attributeU32(IFLA_VXLAN_ID, vxlan.vni());
        if (vxlan.local().isPresent()) {
            address(m, vxlan.local().get(), IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6);
        }
        if (vxlan.group().isPresent()) {
            address(m, vxlan.group().get(), IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6);
        }
        m.attributeU8(IFLA_VXLAN_LEARNING, vxlan.learning() ? 1 : 0);
        m.attributeBe16(IFLA_VXLAN_PORT, vxlan.port());
    }

    private static void address(MessageWriter m, IpAddress address, int ipv4, int ipv6) {
        m.attribute(
                switch (address) {
                    case Ipv4Address _ -> ipv4;
                    case Ipv6Address _ -> ipv6;
                },
                address.bytes());
    }

    /**
     * @param word {@code IFLA_INFO_KIND}
     * @param data {@code IFLA_INFO_DATA}
     * @param below the link that {@code IFLA_LINK} names: a VLAN device's parent, a veth's other end
     * @return empty if it is none of the kinds that we make
     */
    static Optional<LinkKind> decode(String word, Attributes data, Optional<String> below, LinkTable links) {
        return switch (word) {
            case "bridge" -> Optional.of(new LinkKind.Bridge(data.u8(IFLA_BR_MCAST_SNOOPING, 0) != 0));
            case "vxlan" -> Optional.of(decodeVxlan(data, links));
            case "geneve" -> decodeGeneve(data);
            case "vlan" ->
                below.isPresent() && data.be16(IFLA_VLAN_PROTOCOL, 0) == ETH_P_8021Q
                        ? Optional.of(new LinkKind.Vlan(below.get(), data.u16(IFLA_VLAN_ID, 0)))
                        : Optional.empty();
            case "veth" -> below.isPresent() ? Optional.of(new LinkKind.Veth(below.get())) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static LinkKind decodeVxlan(Attributes data, LinkTable links) {
        int port = data.be16(IFLA_VXLAN_PORT, 0);
        if (data.u8(IFLA_VXLAN_COLLECT_METADATA, 0) != 0) {
            return new LinkKind.VxlanExternal(port);
        }
        int dev = data.u32(IFLA_VXLAN_LINK, 0);
        return new LinkKind.Vxlan(
                data.u32(IFLA_VXLAN_ID, 0),
                ip(data, IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6),
                ip(data, IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6),
                dev == 0 ? Optional.empty() : Optional.of(links.name(dev)),
                port,
                data.u8(IFLA_VXLAN_LEARNING, 0) != 0);
    }

    private static Optional<LinkKind> decodeGeneve(Attributes data) {
        int port = data.be16(IFLA_GENEVE_PORT, 0);
        if (data.has(IFLA_GENEVE_COLLECT_METADATA)) {
            return Optional.of(new LinkKind.GeneveExternal(port));
        }
        Optional<IpAddress> remote = ip(data, IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6);
        return remote.isPresent()
                ? Optional.of(new LinkKind.Geneve(data.u32(IFLA_GENEVE_ID, 0), remote.get(), port))
                : Optional.empty();
    }

    private static Optional<IpAddress> ip(Attributes data, int ipv4, int ipv6) {
        Optional<IpAddress> four = data.ip(ipv4);
        return four.isPresent() ? four : data.ip(ipv6);
    }

    /** What may clash with what somebody wants to make, in iproute2's words. */
    static Map<String, String> facts(LinkKind kind) {
        var facts = new HashMap<String, String>();
        switch (kind) {
            case LinkKind.Vxlan vxlan -> {
                facts.put("id", Integer.toString(vxlan.vni()));
                facts.put("dstport", Integer.toString(vxlan.port()));
                if (vxlan.dev().isPresent()) {
                    facts.put("dev", vxlan.dev().get());
                }
                if (vxlan.local().isPresent()) {
                    facts.put("local", vxlan.local().get().toString());
                }
                if (vxlan.group().isPresent()) {
                    facts.put("group", vxlan.group().get().toString());
                }
            }
            case LinkKind.VxlanExternal(int port) -> external(facts, port);
            case LinkKind.Geneve(int vni, IpAddress remote, int port) -> {
                facts.put("id", Integer.toString(vni));
                facts.put("remote", remote.toString());
                facts.put("dstport", Integer.toString(port));
            }
            case LinkKind.GeneveExternal(int port) -> external(facts, port);
            case LinkKind.Vlan(String parent, int vid) -> {
                facts.put("link", parent);
                facts.put("id", Integer.toString(vid));
            }
            case LinkKind.Bridge _, LinkKind.Veth _ -> {}
        }
        return facts;
    }

    private static void external(Map<String, String> facts, int port) {
        facts.put("external", "");
        facts.put("dstport", Integer.toString(port));
    }
}
