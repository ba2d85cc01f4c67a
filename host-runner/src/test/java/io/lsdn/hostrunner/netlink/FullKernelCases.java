package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What needs a kernel with flower, tunnel_key, gact, matchall, Geneve and 802.1Q. The tests of the module {@code tests} run
 * these cases on this machine's kernel where it has all of that, else in the lab kernel.
 */
class FullKernelCases {
    static final IpAddress FOUR = new Ipv4Address(0x0a010203);
    private static final IpAddress OTHER_FOUR = new Ipv4Address(0x0a040506);
    private static final IpAddress SIX = new Ipv6Address(0xfd01L << 48, 0x42);
    private static final IpAddress OTHER_SIX = new Ipv6Address(0xfd02L << 48, 0x43);
    static final Filter.Block BLOCK = new Filter.Block(4711);

    private static Link link(String name, LinkKind kind) {
        return new Link(name, kind, "lsdn:test:" + name);
    }

    static List<KernelObject> places() {
        return new ArrayList<>(List.of(
                link("lsdn-v1", new LinkKind.Veth("lsdn-v2")),
                link("lsdn-v2", new LinkKind.Veth("lsdn-v1")),
                link("lsdn-g1", new LinkKind.GeneveExternal(6084)),
                link("lsdn-e1", new LinkKind.VxlanExternal(4794)),
                new Qdisc("lsdn-v1", new Qdisc.Clsact(Optional.of(4711), Optional.empty())),
                new Qdisc("lsdn-g1", new Qdisc.Clsact(Optional.of(4712), Optional.of(4713)))));
    }

    private static Match.Flower flower(
            Optional<String> indev, Optional<Match.MaskedMac> src, Optional<Match.MaskedMac> dst) {
        return new Match.Flower(
                indev, src, dst, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Match.Flower toMac(long mac) {
        return flower(Optional.empty(), Optional.empty(), Optional.of(Match.MaskedMac.exactly(new MacAddress(mac))));
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

    private static Match.Flower tunnel(int id, IpAddress from) {
        return new Match.Flower(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.of(from));
    }

    static Filter filter(
            Filter.Site place, int chain, int prio, int protocol, Match match, String cookie, Action... actions) {
        return new Filter(place, chain, prio, protocol, match, List.of(actions), cookie);
    }

    static final int ALL = Filter.PROTOCOL_ALL;

    private static List<Filter> filters() {
        var masked = new Match.MaskedMac(new MacAddress(0x020304050600L), new MacAddress(0xfffffffffe00L));
        var other = new Match.MaskedMac(new MacAddress(0x031415161718L), new MacAddress(0xffffffff0000L));
        return List.of(
                filter(
                        BLOCK,
                        0,
                        1,
                        ALL,
                        flower(Optional.of("lsdn-v1"), Optional.empty(), Optional.empty()),
                        "01",
                        new Action.GotoChain(7)),
                filter(
                        BLOCK,
                        0,
                        2,
                        ALL,
                        flower(Optional.empty(), Optional.of(masked), Optional.of(other)),
                        "00112233445566778899aabbccddeeff",
                        new Action.Continue()),
                filter(
                        BLOCK,
                        7,
                        1,
                        0x0800,
                        ips(new Subnet(FOUR, 19), new Subnet(OTHER_FOUR, 27)),
                        "02",
                        new Action.Drop()),
                filter(
                        BLOCK,
                        7,
                        2,
                        0x86dd,
                        ips(new Subnet(SIX, 64), new Subnet(OTHER_SIX, 43)),
                        "03",
                        new Action.Pass()),
                filter(
                        BLOCK,
                        7,
                        3,
                        ALL,
                        toMac(0x020000000001L),
                        "04",
                        new Action.TunnelKeySet(FOUR, OTHER_FOUR, 77, 6084),
                        new Action.Redirect("lsdn-g1")),
                filter(
                        BLOCK,
                        7,
                        3,
                        ALL,
                        toMac(0x020000000002L),
                        "05",
                        new Action.TunnelKeySet(SIX, OTHER_SIX, 78, 4794),
                        new Action.Mirror("lsdn-e1"),
                        new Action.TunnelKeyUnset(),
                        new Action.Redirect("lsdn-v2")),
                filter(new Filter.Block(4712), 0, 4, ALL, tunnel(79, FOUR), "06", new Action.GotoChain(9)),
                filter(
                        new Filter.Block(4712),
                        0,
                        5,
                        ALL,
                        tunnel(80, SIX),
                        "07",
                        new Action.TunnelKeyUnset(),
                        new Action.Redirect("lsdn-v1")),
                filter(new Filter.Egress("lsdn-v1"), 0, 6, ALL, new Match.All(), "08", new Action.Drop()),
                filter(
                        new Filter.Block(4713),
                        3,
                        8,
                        ALL,
                        new Match.Bpf(List.of(new Match.Bpf.Insn(6, 0, 0, -1))),
                        "0e",
                        new Action.SetMark(0x89abcdef)),
                filter(new Filter.Block(4713), 3, 7, ALL, new Match.All(), "", new Action.Continue()));
    }

    @Test
    void links_come_back_as_they_were_said() throws Exception {
        RoundTrip.of(List.of(
                link("lsdn-b1", new LinkKind.Bridge(false)),
                link("lsdn-g1", new LinkKind.Geneve(4711, FOUR, 6082)),
                link("lsdn-g2", new LinkKind.Geneve(4712, SIX, 6083)),
                link("lsdn-g3", new LinkKind.GeneveExternal(6084)),
                link("lsdn-e1", new LinkKind.VxlanExternal(4794)),
                link("lsdn-e2", new LinkKind.VxlanExternal(4795)),
                link("lsdn-v1", new LinkKind.Vlan("lsdn-b1", 1234)),
                new LinkSetting.AddrGenMode("lsdn-g1", 1),
                new LinkSetting.Master("lsdn-g1", "lsdn-b1"),
                new LinkSetting.Isolated("lsdn-g1"),
                new LinkSetting.Up("lsdn-b1"),
                new LinkSetting.Up("lsdn-g1"),
                new LinkSetting.Up("lsdn-v1")));
    }

    @Test
    void filters_come_back_as_they_were_said() throws Exception {
        List<KernelObject> objects = places();
        objects.addAll(filters());
        RoundTrip.of(objects);
    }

    @Test
    void a_filter_is_replaced_in_place_and_its_neighbours_stay() throws Exception {
        Namespaces.inNew(kernel -> {
            List<KernelObject> objects = places();
            objects.addAll(filters());
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(objects)));
            Observation made = kernel.observe(Set.of());
            var after = new ArrayList<KernelObject>();
            var changes = new ArrayList<Change>();
            for (Filter before : filters()) {
                Filter other = new Filter(
                        before.place(),
                        before.chain(),
                        before.prio(),
                        before.protocol(),
                        before.match(),
                        List.of(new Action.Mirror("lsdn-v2"), new Action.Drop()),
                        "ee");
                after.add(other);
                changes.add(Change.replace(before, other));
            }
            RoundTrip.allDone(kernel.apply(changes));
            Observation replaced = kernel.observe(Set.of());
            assertEquals(
                    made.state().objects().size(), replaced.state().objects().size());
            for (KernelObject o : after) {
                assertEquals(Optional.of(o), replaced.state().get(o.key()));
            }
            RoundTrip.allDone(kernel.apply(RoundTrip.undo(changes)));
            assertEquals(
                    made.state().objects(), kernel.observe(Set.of()).state().objects());
        });
    }

    @Test
    void thirty_two_actions_are_all_kept() throws Exception {
        List<KernelObject> objects = places();
        var actions = new ArrayList<Action>();
        for (int i = 0; i < 16; i++) {
            actions.add(new Action.TunnelKeySet(FOUR, new Ipv4Address(0x0a000100 + i), 900 + i, 6084));
            actions.add(new Action.Mirror("lsdn-g1"));
        }
        objects.add(new Filter(
                BLOCK,
                5,
                9,
                ALL,
                flower(Optional.empty(), Optional.empty(), Optional.of(Match.MaskedMac.group())),
                actions,
                "09"));
        RoundTrip.of(objects);
    }

    @Test
    void a_filter_that_is_there_already_is_refused_with_the_rest_of_the_batch_done() throws Exception {
        Namespaces.inNew(kernel -> {
            List<KernelObject> objects = places();
            objects.addAll(filters());
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(objects)));
            List<Kernel.Outcome> outcomes = kernel.apply(RoundTrip.additions(List.of(
                    filter(BLOCK, 7, 3, ALL, toMac(0x020000000001L), "0a", new Action.Drop()),
                    filter(BLOCK, 7, 3, ALL, toMac(0x020000000003L), "0b", new Action.Drop()))));
            assertEquals(
                    Errno.EEXIST,
                    assertInstanceOf(Kernel.Refused.class, outcomes.get(0)).errno());
            assertInstanceOf(Kernel.Done.class, outcomes.get(1));
        });
    }

    @Test
    void foreign_filters_of_other_kinds_are_no_hindrance() throws Exception {
        Namespaces.inNew(kernel -> {
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(places())));
            Namespaces.run(
                    "tc filter add block 4711 chain 7 pref 3 flower dst_mac 02:00:00:00:00:09 action skbedit mark 5");
            Namespaces.run(
                    "tc filter add block 4711 chain 7 pref 8 protocol ip flower ip_proto tcp dst_port 80 action drop");
            Namespaces.run("tc filter add dev lsdn-v1 egress pref 9 basic action drop");
            List<Change> changes = RoundTrip.additions(filters());
            Observation before = kernel.observe(Set.of());
            RoundTrip.allDone(kernel.apply(changes));
            Observation made = kernel.observe(Set.of());
            filters().forEach(f -> assertEquals(Optional.of(f), made.state().get(f.key())));
            RoundTrip.allDone(kernel.apply(RoundTrip.undo(changes)));
            assertEquals(before, kernel.observe(Set.of()));
            assertTrue(Namespaces.run("tc filter show block 4711").contains("mark 5"));
        });
    }

    @Test
    void a_filter_whose_target_went_is_seen_and_removed() throws Exception {
        Namespaces.inNew(kernel -> {
            List<KernelObject> objects = places();
            var filter = filter(BLOCK, 7, 3, ALL, toMac(0x020000000001L), "0c", new Action.Redirect("lsdn-e1"));
            objects.add(filter);
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(objects)));
            Namespaces.run("ip link del lsdn-e1");
            Filter orphan =
                    (Filter) kernel.observe(Set.of()).state().get(filter.key()).orElseThrow();
            assertEquals(List.of(new Action.Redirect("if:0")), orphan.actions());
            RoundTrip.allDone(kernel.apply(List.of(Change.remove(orphan))));
            assertEquals(Optional.empty(), kernel.observe(Set.of()).state().get(filter.key()));
        });
    }

    @Test
    void this_kernel_lacks_nothing() throws Exception {
        List<KernelObject> objects = places();
        objects.addAll(filters());
        objects.add(link("lsdn-b1", new LinkKind.Bridge(false)));
        objects.add(link("lsdn-v3", new LinkKind.Vlan("lsdn-b1", 1234)));
        assertEquals(Set.of(), KernelFeatures.missing(KernelFeature.neededBy(KernelState.of(objects))));
    }
}
