package io.lsdn.hostrunner.netlink;

import static io.lsdn.hostrunner.netlink.GoldenMessages.ip4;
import static io.lsdn.hostrunner.netlink.GoldenMessages.ip6;
import static io.lsdn.hostrunner.netlink.GoldenMessages.mac;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.Subnet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Our messages for filters, by case: a distinct value in each field. */
final class GoldenFilters {
    private final LinkTable links = new LinkTable();
    private final Map<String, byte[]> ours = new TreeMap<>();

    Map<String, byte[]> all() throws Exception {
        for (int i = 100; i <= 106; i++) {
            links.put("lsdn-b" + (i - 84), new LinkTable.Known(i, Optional.empty(), Optional.empty()));
        }
        filters();
        tunnelFilters();
        return ours;
    }

    private void filter(String name, Filter filter, int handle) throws Exception {
        ours.put("filter-" + name, FilterMessages.add(filter, handle, links));
    }

    private void filters() throws Exception {
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
}
