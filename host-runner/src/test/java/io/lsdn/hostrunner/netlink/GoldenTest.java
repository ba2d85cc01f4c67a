package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What we send is, byte for byte, what iproute2 sends for the command beside it (recorded by record-netlink-golden); only where
 * {@link #ALSO_SAID} says so iproute2 says something more, and the attributes are compared as sets.
 */
class GoldenTest {
    private static final Path CASES = Path.of("src/test/resources/netlink-golden");

    /** By case, paths of attributes that iproute2 sends besides: defaults, and rate tables that the kernel looks at no more. */
    private static final Map<String, Set<String>> ALSO_SAID = Map.of(
            "filter-remove", Set.of(".2"),
            "link-geneve", Set.of(".18.2.3", ".18.2.4", ".18.2.11"),
            "link-geneve-ipv6", Set.of(".18.2.3", ".18.2.4", ".18.2.11"),
            "link-geneve-external", Set.of(".18.2.1", ".18.2.3", ".18.2.4", ".18.2.11"),
            "qdisc-tbf", Set.of(".2.2"),
            "qdisc-tbf-peak", Set.of(".2.2", ".2.3"));

    private static IpAddress ip4(int a, int b, int c, int d) {
        return new Ipv4Address(a << 24 | b << 16 | c << 8 | d);
    }

    private static IpAddress ip6(int high, long low) {
        return new Ipv6Address((long) high << 48, low);
    }

    private static MacAddress mac(long value) {
        return new MacAddress(value);
    }

    private final LinkTable links = new LinkTable();
    private final Map<String, byte[]> ours = new TreeMap<>();

    GoldenTest() throws Exception {
        link("eth7", 7);
        link("eth8", 8);
        links();
        settings();
        addressesAndEntries();
        qdiscs();
        filters();
        tunnelFilters();
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

    private void filter(String name, Filter filter, int handle) throws Exception {
        ours.put("filter-" + name, FilterMessages.add(filter, handle, links));
    }

    private void filters() throws Exception {
        for (int i = 100; i <= 106; i++) {
            link("lsdn-b" + (i - 84), i);
        }
        filter(
                "flower-block",
                new Filter(
                        new Filter.Block(303),
                        5,
                        21,
                        Filter.PROTOCOL_ALL,
                        new Match.Flower(
                                Optional.of("eth9"),
                                Optional.of(new Match.MaskedMac(mac(0x024142434445L), mac(0xefeeedecebeaL))),
                                Optional.of(new Match.MaskedMac(mac(0x023132333435L), mac(0xfffefdfcfbfaL))),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(85),
                                Optional.of(ip4(10, 33, 34, 35))),
                        List.of(new Action.Drop()),
                        "00112233445566778899aabbccddeeff"),
                22);
        filter(
                "flower-ipv4",
                new Filter(
                        new Filter.Egress("lsdn-b16"),
                        0,
                        23,
                        0x0800,
                        ips(new Subnet(ip4(10, 36, 32, 0), 19), new Subnet(ip4(10, 37, 128, 0), 17)),
                        List.of(new Action.Pass()),
                        ""),
                24);
        filter(
                "flower-ipv6",
                new Filter(
                        new Filter.Ingress("lsdn-b17"),
                        0,
                        25,
                        0x86dd,
                        ips(new Subnet(ip6(0xfd05, 0), 35), new Subnet(ip6(0xfd06, 0), 43)),
                        List.of(new Action.Continue()),
                        ""),
                26);
        filter(
                "u32",
                new Filter(
                        new Filter.Ingress("lsdn-b20"),
                        0,
                        35,
                        0x0800,
                        new Match.U32(List.of(
                                new Match.U32.Word(12, 0x0a2c2d00, 0xffffff00),
                                new Match.U32.Word(20, 0x00115040, 0x00ffffff))),
                        List.of(new Action.Redirect("lsdn-b20")),
                        "0102030405"),
                0);
        filter(
                "bpf",
                new Filter(
                        new Filter.Egress("lsdn-b21"),
                        0,
                        36,
                        Filter.PROTOCOL_ALL,
                        new Match.Bpf(List.of(
                                new Match.Bpf.Insn(40, 0, 0, 12),
                                new Match.Bpf.Insn(21, 0, 1, 2048),
                                new Match.Bpf.Insn(6, 0, 0, 2),
                                new Match.Bpf.Insn(6, 0, 0, -1))),
                        List.of(),
                        ""),
                37);
        filter(
                "skbedit",
                new Filter(
                        new Filter.Ingress("lsdn-b22"),
                        0,
                        39,
                        Filter.PROTOCOL_ALL,
                        new Match.Bpf(List.of(
                                new Match.Bpf.Insn(40, 0, 0, 12),
                                new Match.Bpf.Insn(21, 0, 1, 2048),
                                new Match.Bpf.Insn(6, 0, 0, -1),
                                new Match.Bpf.Insn(6, 0, 0, 0))),
                        List.of(new Action.SetMark(0x01020304)),
                        "060708"),
                0);
        filter(
                "matchall",
                new Filter(
                        new Filter.Block(308),
                        0,
                        38,
                        Filter.PROTOCOL_ALL,
                        new Match.All(),
                        List.of(new Action.Drop()),
                        "a1"),
                39);
        ours.put(
                "filter-remove",
                FilterMessages.remove(
                        new Filter(new Filter.Block(309), 9, 40, Filter.PROTOCOL_ALL, toMac(0), List.of(), ""),
                        41,
                        links));
    }

    private static Match.Flower ips(Subnet src, Subnet dst) {
        return new Match.Flower(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(src),
                Optional.of(dst),
                Optional.empty(),
                Optional.empty());
    }

    private static Match.Flower toMac(long mac) {
        return to(Match.MaskedMac.exactly(mac(mac)));
    }

    private static Match.Flower to(Match.MaskedMac mac) {
        return new Match.Flower(
                Optional.empty(),
                Optional.empty(),
                Optional.of(mac),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void tunnelFilters() throws Exception {
        filter(
                "flower-enc-ipv6",
                new Filter(
                        new Filter.Block(304),
                        0,
                        27,
                        Filter.PROTOCOL_ALL,
                        new Match.Flower(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(86),
                                Optional.of(ip6(0xfd07, 0x46))),
                        List.of(new Action.GotoChain(87)),
                        ""),
                28);
        filter(
                "tunnel-key",
                new Filter(
                        new Filter.Block(305),
                        6,
                        29,
                        Filter.PROTOCOL_ALL,
                        to(Match.MaskedMac.group()),
                        List.of(
                                new Action.TunnelKeySet(ip4(10, 38, 39, 40), ip4(10, 41, 42, 43), 88, 6085),
                                new Action.Mirror("lsdn-b18")),
                        ""),
                30);
        filter(
                "tunnel-key-ipv6",
                new Filter(
                        new Filter.Block(306),
                        7,
                        31,
                        Filter.PROTOCOL_ALL,
                        toMac(0x025152535455L),
                        List.of(
                                new Action.TunnelKeySet(ip6(0xfd08, 0x47), ip6(0xfd09, 0x48), 89, 6086),
                                new Action.Redirect("lsdn-b18")),
                        ""),
                32);
        filter(
                "tunnel-key-unset",
                new Filter(
                        new Filter.Block(307),
                        8,
                        33,
                        Filter.PROTOCOL_ALL,
                        toMac(0x026162636465L),
                        List.of(new Action.TunnelKeyUnset(), new Action.Redirect("lsdn-b19")),
                        ""),
                34);
    }

    @Test
    void every_case_is_tried_and_every_message_has_a_case() throws IOException {
        try (var folders = Files.list(CASES)) {
            assertEquals(
                    ours.keySet(),
                    new TreeSet<>(folders.map(f -> f.getFileName().toString()).toList()));
        }
    }

    @Test
    void we_send_what_iproute2_sends() throws IOException {
        var differing = new ArrayList<String>();
        for (var message : ours.entrySet()) {
            byte[] recorded = recorded(message.getKey());
            if (message.getKey().startsWith("qdisc-tbf")) {
                forgetCells(recorded);
            }
            byte[] sent = message.getValue().clone();
            // A batch asks for the acknowledgement of its last message only.
            MessageWriter.addFlags(sent, 0, MessageWriter.ACK);
            Set<String> also = ALSO_SAID.getOrDefault(message.getKey(), Set.of());
            String expected = also.isEmpty() ? HexFormat.of().formatHex(recorded) : AttributeTree.of(recorded, also);
            String actual = also.isEmpty() ? HexFormat.of().formatHex(sent) : AttributeTree.of(sent, Set.of());
            if (!expected.equals(actual)) {
                differing.add(message.getKey() + "\n iproute2 " + expected + "\n ours     " + actual);
            }
        }
        assertEquals(List.of(), differing);
    }

    /** Where {@code cell_log} and {@code cell_align} are, which tell how to read the rate tables. */
    private static void forgetCells(byte[] request) {
        for (int at : new int[] {52, 56, 57, 64, 68, 69}) {
            request[at] = 0;
        }
    }

    private static byte[] recorded(String name) throws IOException {
        return HexFormat.of()
                .parseHex(Files.readString(CASES.resolve(name).resolve("request.hex"))
                        .replaceAll("\\s", ""));
    }
}
