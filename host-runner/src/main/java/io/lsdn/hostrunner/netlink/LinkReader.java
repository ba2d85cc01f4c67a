package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One {@code RTM_NEWLINK} of a dump. */
record LinkReader(Message message, Attributes attributes) {
    LinkReader(Message message) {
        this(message, message.attributes(LinkMessages.HEADER));
    }

    int index() {
        return message.u32(4);
    }

    String name() {
        return attributes.text(LinkMessages.IFLA_IFNAME).orElseThrow();
    }

    Optional<String> alias() {
        return attributes.text(LinkMessages.IFLA_IFALIAS);
    }

    private boolean up() {
        return (message.u32(8) & LinkMessages.IFF_UP) != 0;
    }

    private Attributes info() {
        return attributes.nested(LinkMessages.IFLA_LINKINFO);
    }

    private Optional<String> kindWord() {
        return info().text(LinkMessages.IFLA_INFO_KIND);
    }

    /** The link that {@code IFLA_LINK} names, if it is in this namespace. */
    private Optional<String> below(LinkTable links) {
        Optional<Attributes.Value> link = attributes.get(LinkMessages.IFLA_LINK);
        return link.isPresent() && !attributes.has(LinkMessages.IFLA_LINK_NETNSID)
                ? links.nameIfKnown(link.get().u32())
                : Optional.empty();
    }

    Optional<LinkKind> kind(LinkTable links) {
        Optional<String> word = kindWord();
        return word.isPresent()
                ? LinkKinds.decode(word.get(), info().nested(LinkMessages.IFLA_INFO_DATA), below(links), links)
                : Optional.empty();
    }

    /** Empty if it is none of the kinds that we make. */
    Optional<Link> link(LinkTable links) {
        Optional<LinkKind> kind = kind(links);
        return kind.isPresent() ? Optional.of(new Link(name(), kind.get(), alias().orElse(""))) : Optional.empty();
    }

    /** The other end of a veth pair, if it is in this namespace. */
    Optional<String> peer(LinkTable links) {
        return kindWord().isPresent() && kindWord().get().equals("veth") ? below(links) : Optional.empty();
    }

    private Optional<String> master(LinkTable links) {
        int master = attributes.u32(LinkMessages.IFLA_MASTER, 0);
        return master == 0 ? Optional.empty() : Optional.of(links.name(master));
    }

    LinkFacts facts(LinkTable links, Map<IpAddress, Subnet> addresses) {
        Optional<Attributes.Value> mac = attributes.get(LinkMessages.IFLA_ADDRESS);
        Optional<LinkKind> kind = kind(links);
        return new LinkFacts(
                name(),
                index(),
                kindWord(),
                alias(),
                mac.isPresent() && mac.get().length() == 6
                        ? Optional.of(MacAddress.of(mac.get().bytes()))
                        : Optional.empty(),
                attributes.u32(LinkMessages.IFLA_MTU, 0),
                up(),
                master(links),
                addresses,
                kind.isPresent() ? LinkKinds.facts(kind.get()) : Map.of());
    }

    List<LinkSetting> settings(LinkTable links) {
        var settings = new ArrayList<LinkSetting>();
        Optional<String> master = master(links);
        if (master.isPresent()) {
            settings.add(new LinkSetting.Master(name(), master.get()));
        }
        settings.add(new LinkSetting.Mtu(name(), attributes.u32(LinkMessages.IFLA_MTU, 0)));
        Optional<Attributes.Value> mode = attributes
                .nested(LinkMessages.IFLA_AF_SPEC)
                .nested(LinkMessages.AF_INET6)
                .get(LinkMessages.IFLA_INET6_ADDR_GEN_MODE);
        if (mode.isPresent()) {
            settings.add(new LinkSetting.AddrGenMode(name(), mode.get().u8()));
        }
        if (isolated()) {
            settings.add(new LinkSetting.Isolated(name()));
        }
        if (up()) {
            settings.add(new LinkSetting.Up(name()));
        }
        return settings;
    }

    private boolean isolated() {
        Optional<String> slave = info().text(LinkMessages.IFLA_INFO_SLAVE_KIND);
        return slave.isPresent()
                && slave.get().equals("bridge")
                && info().nested(LinkMessages.IFLA_INFO_SLAVE_DATA).u8(LinkMessages.IFLA_BRPORT_ISOLATED, 0) != 0;
    }
}
