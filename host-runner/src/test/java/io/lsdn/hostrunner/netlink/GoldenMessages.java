package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Our messages for links, their settings, addresses, entries and queues, by case: a distinct value in each field. */
final class GoldenMessages {
    private final LinkTable links = new LinkTable();
    private final Map<String, byte[]> ours = new TreeMap<>();

    Map<String, byte[]> all() throws Exception {
        link("eth7", 7);
        link("eth8", 8);
        links();
        settings();
        addressesAndEntries();
        qdiscs();
        return ours;
    }

    static IpAddress ip4(int a, int b, int c, int d) {
        return new Ipv4Address(a << 24 | b << 16 | c << 8 | d);
    }

    static IpAddress ip6(int high, long low) {
        return new Ipv6Address((long) high << 48, low);
    }

    static MacAddress mac(long value) {
        return new MacAddress(value);
    }

    private void link(String name, int index) {
        links.put(name, new LinkTable.Known(index, Optional.empty(), Optional.empty()));
    }

    private void make(String name, String link, int index, LinkKind kind) throws Exception {
        ours.put("link-" + name, LinkMessages.create(new Link(link, kind, ""), index, index + 1, links));
    }

    private void links() throws Exception {
        make("bridge", "lsdn-b1", 71, new LinkKind.Bridge(true));
        make(
                "vxlan",
                "lsdn-x1",
                72,
                new LinkKind.Vxlan(
                        7654321, Optional.of(ip4(10, 1, 2, 3)), Optional.empty(), Optional.empty(), 4791, true));
        make(
                "vxlan-multicast",
                "lsdn-x2",
                73,
                new LinkKind.Vxlan(
                        77,
                        Optional.of(ip4(10, 4, 5, 6)),
                        Optional.of(ip4(239, 1, 2, 3)),
                        Optional.of("eth7"),
                        4792,
                        false));
        make(
                "vxlan-ipv6",
                "lsdn-x3",
                74,
                new LinkKind.Vxlan(
                        78,
                        Optional.of(ip6(0xfd01, 0x42)),
                        Optional.of(ip6(0xff05, 0x77)),
                        Optional.of("eth7"),
                        4793,
                        true));
        make("vxlan-external", "lsdn-e1", 75, new LinkKind.VxlanExternal(4794));
        make("geneve", "lsdn-g1", 76, new LinkKind.Geneve(79, ip4(10, 7, 8, 9), 6082));
        make("geneve-ipv6", "lsdn-g2", 77, new LinkKind.Geneve(80, ip6(0xfd02, 0x43), 6083));
        make("geneve-external", "lsdn-g3", 78, new LinkKind.GeneveExternal(6084));
        make("vlan", "lsdn-v1", 79, new LinkKind.Vlan("eth8", 1234));
        make("veth", "lsdn-h1", 80, new LinkKind.Veth("lsdn-h2"));
        ours.put("link-remove", LinkMessages.remove(82));
        ours.put("link-alias", LinkMessages.alias(83, "lsdn:ctx:bridge"));
    }

    private void settings() {
        ours.put("setting-master", LinkMessages.master(85, 84));
        ours.put("setting-no-master", LinkMessages.master(85, 0));
        ours.put("setting-up", LinkMessages.up(86, true));
        ours.put("setting-down", LinkMessages.up(87, false));
        ours.put("setting-mtu", LinkMessages.mtu(88, 1399));
        ours.put("setting-addrgenmode", LinkMessages.addrGenMode(89, 1));
        ours.put("setting-isolated", LinkMessages.isolated(90, true));
    }

    private static FdbEntry entry(MacAddress mac, IpAddress dst) {
        return new FdbEntry("", mac, Optional.of(dst));
    }

    private void addressesAndEntries() {
        ours.put("address-ipv4", AddressMessages.add(91, ip4(10, 11, 12, 13), 21));
        ours.put("address-ipv6", AddressMessages.add(92, ip6(0xfd03, 0x44), 61));
        ours.put("address-remove", AddressMessages.remove(93, ip4(10, 14, 15, 16), 22));
        ours.put("fdb-append", FdbMessages.add(entry(FdbEntry.DEFAULT_MAC, ip4(10, 17, 18, 19)), 94));
        ours.put("fdb-append-ipv6", FdbMessages.add(entry(FdbEntry.DEFAULT_MAC, ip6(0xfd04, 0x45)), 95));
        ours.put("fdb-add", FdbMessages.add(entry(mac(0x022122232425L), ip4(10, 26, 27, 28)), 94));
        ours.put("fdb-remove", FdbMessages.remove(entry(FdbEntry.DEFAULT_MAC, ip4(10, 29, 30, 31)), 94));
    }

    private void qdiscs() {
        var clsact = new Qdisc("", new Qdisc.Clsact(Optional.empty(), Optional.empty()));
        ours.put("qdisc-clsact", QdiscMessages.add(clsact, 96));
        ours.put(
                "qdisc-clsact-blocks",
                QdiscMessages.add(new Qdisc("", new Qdisc.Clsact(Optional.of(301), Optional.of(302))), 97));
        ours.put("qdisc-clsact-remove", QdiscMessages.remove(clsact, 96));
        ours.put(
                "qdisc-tbf",
                QdiscMessages.add(
                        new Qdisc(
                                "",
                                new Qdisc.Tbf(
                                        1_250_000,
                                        64 << 10,
                                        130 << 10,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())),
                        98));
        ours.put(
                "qdisc-tbf-peak",
                QdiscMessages.add(
                        new Qdisc(
                                "",
                                new Qdisc.Tbf(
                                        5_000_000_000L,
                                        2 << 20,
                                        4 << 20,
                                        Optional.of(6_000_000_000L),
                                        Optional.of(60 << 10),
                                        Optional.empty())),
                        99));
    }
}
