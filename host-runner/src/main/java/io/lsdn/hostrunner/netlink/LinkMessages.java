package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.MacAddress;

/** Requests about links: {@code RTM_*LINK} of linux/rtnetlink.h with attributes of linux/if_link.h. */
final class LinkMessages {
    static final int NEWLINK = 16;
    static final int DELLINK = 17;
    static final int GETLINK = 18;
    static final int SETLINK = 19;

    /** Length of {@code struct ifinfomsg}. */
    static final int HEADER = 16;

    static final int AF_BRIDGE = 7;
    static final int AF_INET6 = 10;
    static final int IFLA_ADDRESS = 1;
    static final int IFLA_IFNAME = 3;
    static final int IFLA_MTU = 4;
    static final int IFLA_LINK = 5;
    static final int IFLA_MASTER = 10;
    static final int IFLA_PROTINFO = 12;
    static final int IFLA_LINKINFO = 18;
    static final int IFLA_IFALIAS = 20;
    static final int IFLA_AF_SPEC = 26;
    static final int IFLA_NET_NS_FD = 28;
    static final int IFLA_EXT_MASK = 29;
    static final int IFLA_LINK_NETNSID = 37;
    static final int IFLA_INFO_KIND = 1;
    static final int IFLA_INFO_DATA = 2;
    static final int IFLA_INFO_SLAVE_KIND = 4;
    static final int IFLA_INFO_SLAVE_DATA = 5;
    static final int IFLA_BRPORT_ISOLATED = 33;
    static final int IFLA_INET6_ADDR_GEN_MODE = 8;
    static final int IFF_UP = 1;
    private static final int RTEXT_FILTER_SKIP_STATS = 8;

    private LinkMessages() {}

    private static MessageWriter header(MessageWriter m, int family, int index, int flags, int change) {
        return m.u8(family).u8(0).u16(0).u32(index).u32(flags).u32(change);
    }

    private static MessageWriter set(int index) {
        return header(new MessageWriter(NEWLINK, 0), 0, index, 0, 0);
    }

    /** All links. */
    static byte[] dump() {
        return header(new MessageWriter(GETLINK, MessageWriter.DUMP), 0, 0, 0, 0)
                .attributeU32(IFLA_EXT_MASK, RTEXT_FILTER_SKIP_STATS)
                .message();
    }

    /**
     * Makes a link, never takes one over. A veth's other end is made with it.
     *
     * @param index for it to have
     * @param peerIndex for a veth's other end
     */
    static byte[] create(Link link, int index, int peerIndex, LinkTable links) throws LinkTable.UnknownLinkException {
        MessageWriter m = header(new MessageWriter(NEWLINK, MessageWriter.CREATE | MessageWriter.EXCL), 0, index, 0, 0);
        if (link.kind() instanceof LinkKind.Vlan vlan) {
            m.attributeU32(IFLA_LINK, links.index(vlan.parent()));
        }
        m.attributeString(IFLA_IFNAME, link.name());
        int info = m.begin(IFLA_LINKINFO);
        m.attributeText(IFLA_INFO_KIND, link.kind().word());
        int data = m.begin(IFLA_INFO_DATA);
        LinkKinds.encode(m, link.kind(), peerIndex, links);
        return m.end(data).end(info).message();
    }

    /** Asks for a link of a type without saying anything else of it. */
    static byte[] bare(String kind) {
        MessageWriter m = header(new MessageWriter(NEWLINK, MessageWriter.CREATE | MessageWriter.EXCL), 0, 0, 0, 0);
        int info = m.begin(IFLA_LINKINFO);
        return m.attributeText(IFLA_INFO_KIND, kind).end(info).message();
    }

    /** {@code struct ifinfomsg} and name of a veth's other end. */
    static void peer(MessageWriter m, String name, int index) {
        header(m, 0, index, 0, 0).attributeString(IFLA_IFNAME, name);
    }

    static byte[] remove(int index) {
        return header(new MessageWriter(DELLINK, 0), 0, index, 0, 0).message();
    }

    static byte[] alias(int index, String alias) {
        return set(index).attributeText(IFLA_IFALIAS, alias).message();
    }

    /** @param namespace an open file of a network namespace */
    static byte[] moveTo(int index, int namespace) {
        return set(index).attributeU32(IFLA_NET_NS_FD, namespace).message();
    }

    static byte[] master(int index, int bridge) {
        return set(index).attributeU32(IFLA_MASTER, bridge).message();
    }

    static byte[] up(int index, boolean up) {
        return header(new MessageWriter(NEWLINK, 0), 0, index, up ? IFF_UP : 0, IFF_UP)
                .message();
    }

    static byte[] address(int index, MacAddress mac) {
        return set(index).attribute(IFLA_ADDRESS, mac.bytes()).message();
    }

    static byte[] mtu(int index, int mtu) {
        return set(index).attributeU32(IFLA_MTU, mtu).message();
    }

    /** @param mode {@link LinkSetting.AddrGenMode} */
    static byte[] addrGenMode(int index, int mode) {
        MessageWriter m = set(index);
        int families = m.begin(IFLA_AF_SPEC);
        int inet6 = m.begin(AF_INET6);
        return m.attributeU8(IFLA_INET6_ADDR_GEN_MODE, mode)
                .end(inet6)
                .end(families)
                .message();
    }

    static byte[] isolated(int index, boolean isolated) {
        MessageWriter m = header(new MessageWriter(SETLINK, 0), AF_BRIDGE, index, 0, 0);
        int port = m.begin(IFLA_PROTINFO | MessageWriter.NESTED);
        return m.attributeU8(IFLA_BRPORT_ISOLATED, isolated ? 1 : 0).end(port).message();
    }
}
