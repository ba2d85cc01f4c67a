package io.lsdn.hostrunner.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is made through the kernel is read back as it was said, and undone without a trace. */
class KernelRoundTripTest {
    private static final IpAddress LOCAL = new Ipv4Address(0x0a000001);
    private static final IpAddress GROUP = new Ipv4Address(0xefef_0001);

    private static String alias(String object) {
        return new Mark("test", object).alias();
    }

    private static Link bridge(String name) {
        return new Link(name, new LinkKind.Bridge(false), alias(name));
    }

    private static Link vxlan(String name, int vni) {
        return new Link(
                name,
                new LinkKind.Vxlan(vni, Optional.of(LOCAL), Optional.empty(), Optional.empty(), 4789, true),
                alias(name));
    }

    private static Link veth(String name, String peer) {
        return new Link(name, new LinkKind.Veth(peer), alias(name));
    }

    private static List<KernelObject> filtersHere(String link, String target) {
        var word = new Match.U32.Word(12, 0x0a0b0c00, 0xffffff00);
        var second = new Match.U32.Word(-14, 0x12345678, 0xffffffff);
        return List.of(
                new Filter(
                        new Filter.Block(77),
                        3,
                        10,
                        Filter.PROTOCOL_ALL,
                        new Match.U32(List.of(word, second)),
                        List.of(new Action.Mirror(target), new Action.Redirect(link)),
                        "00112233445566778899aabbccddeeff"),
                new Filter(
                        new Filter.Block(77),
                        3,
                        10,
                        Filter.PROTOCOL_ALL,
                        new Match.U32(List.of(word)),
                        List.of(new Action.Redirect(target)),
                        "0102"),
                new Filter(
                        new Filter.Egress(link),
                        0,
                        11,
                        0x0800,
                        new Match.Bpf(List.of(
                                new Match.Bpf.Insn(0x28, 0, 0, 12),
                                new Match.Bpf.Insn(0x15, 0, 1, 0x800),
                                new Match.Bpf.Insn(0x06, 0, 0, 2),
                                new Match.Bpf.Insn(0x06, 0, 0, -1))),
                        List.of(),
                        "a1b2c3d4e5"),
                new Filter(
                        new Filter.Egress(link),
                        0,
                        12,
                        Filter.PROTOCOL_ALL,
                        new Match.Bpf(List.of(new Match.Bpf.Insn(0x06, 0, 0, -1))),
                        List.of(new Action.Mirror(target)),
                        "ff01"));
    }

    @Test
    void links_settings_entries_qdiscs_and_filters_come_back_as_they_were_said() throws Exception {
        var objects = new ArrayList<KernelObject>(List.of(
                bridge("lsdn-b1"),
                new Link("lsdn-b2", new LinkKind.Bridge(true), alias("b2")),
                vxlan("lsdn-x1", 77),
                veth("lsdn-v1", "lsdn-v2"),
                veth("lsdn-v2", "lsdn-v1"),
                new Link("lsdn-e", new LinkKind.VxlanExternal(4792), alias("e")),
                new Link(
                        "lsdn-x2",
                        new LinkKind.Vxlan(
                                78, Optional.of(LOCAL), Optional.of(GROUP), Optional.of("lsdn-v1"), 4790, false),
                        alias("x2")),
                new Link(
                        "lsdn-x6",
                        new LinkKind.Vxlan(
                                79,
                                Optional.of(new Ipv6Address(0xfd00L << 48, 1)),
                                Optional.of(new Ipv6Address(0xff05L << 48, 2)),
                                Optional.of("lsdn-v1"),
                                4791,
                                true),
                        alias("x6"))));
        for (String port : List.of("lsdn-x1", "lsdn-v1")) {
            objects.add(new LinkSetting.AddrGenMode(port, LinkSetting.AddrGenMode.NONE));
            objects.add(new LinkSetting.Master(port, "lsdn-b1"));
            objects.add(new LinkSetting.Isolated(port));
            objects.add(new LinkSetting.Mtu(port, 1403));
            objects.add(new LinkSetting.Up(port));
        }
        for (int i = 1; i <= 3; i++) {
            objects.add(new FdbEntry("lsdn-x1", FdbEntry.DEFAULT_MAC, Optional.of(new Ipv4Address(0x0a000100 + i))));
        }
        objects.add(new FdbEntry("lsdn-x1", new MacAddress(0x020406080a0cL), Optional.of(new Ipv4Address(0x0a000107))));
        objects.add(new Qdisc("lsdn-v1", new Qdisc.Clsact(Optional.of(77), Optional.empty())));
        objects.add(new Qdisc("lsdn-x1", new Qdisc.Clsact(Optional.of(77), Optional.of(78))));
        objects.add(new Qdisc("lsdn-v2", new Qdisc.Clsact(Optional.empty(), Optional.empty())));
        objects.addAll(filtersHere("lsdn-v1", "lsdn-v2"));
        RoundTrip.of(objects);
    }

    @Test
    void settings_on_a_foreign_link_are_set_and_restored() throws Exception {
        Namespaces.inNew(kernel -> {
            Namespaces.run("ip link add eth7 type veth peer name eth8");
            kernel.observe(Set.of("eth7"));
            var br = bridge("lsdn-b");
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(List.of(br))));
            Observation before = kernel.observe(Set.of("eth7"));
            List<Change> changes = List.of(
                    Change.add(new LinkSetting.Master("eth7", "lsdn-b")),
                    Change.add(new LinkSetting.Up("eth7")),
                    Change.replace(new LinkSetting.Mtu("eth7", 1500), new LinkSetting.Mtu("eth7", 1444)),
                    Change.replace(new LinkSetting.AddrGenMode("eth7", 0), new LinkSetting.AddrGenMode("eth7", 1)));
            RoundTrip.allDone(kernel.apply(changes));
            assertEquals(
                    1444, kernel.observe(Set.of()).link("eth7").orElseThrow().mtu());
            RoundTrip.allDone(kernel.apply(RoundTrip.undo(changes)));
            assertEquals(before.state(), kernel.observe(Set.of("eth7")).state());
        });
    }

    @Test
    void a_foreign_link_of_a_wanted_name_is_refused_and_not_touched() throws Exception {
        Namespaces.inNew(kernel -> {
            Namespaces.run("ip link add lsdn-b1 type bridge");
            Observation before = kernel.observe(Set.of("lsdn-b1"));
            List<Kernel.Outcome> outcomes = kernel.apply(RoundTrip.additions(List.of(
                    bridge("lsdn-b1"),
                    new LinkSetting.Up("lsdn-b1"),
                    new LinkSetting.Mtu("lsdn-b1", 1300),
                    new Qdisc("lsdn-b1", new Qdisc.Clsact(Optional.empty(), Optional.empty())),
                    bridge("lsdn-b2"))));
            var refused = assertInstanceOf(Kernel.Refused.class, outcomes.get(0));
            assertEquals(Errno.EEXIST, refused.errno());
            for (int i = 1; i < 4; i++) {
                assertInstanceOf(Kernel.Refused.class, outcomes.get(i));
            }
            assertInstanceOf(Kernel.Done.class, outcomes.get(4));
            RoundTrip.allDone(kernel.apply(List.of(Change.remove(bridge("lsdn-b2")))));
            assertEquals(before, kernel.observe(Set.of("lsdn-b1")));
        });
    }

    @Test
    void a_link_whose_alias_is_not_the_expected_one_is_not_removed() throws Exception {
        Namespaces.inNew(kernel -> {
            Namespaces.run("ip link add lsdn-b1 type bridge");
            Observation before = kernel.observe(Set.of());
            var refused = assertInstanceOf(
                    Kernel.Refused.class,
                    kernel.apply(List.of(Change.remove(bridge("lsdn-b1")))).getFirst());
            assertEquals(Errno.EPERM, refused.errno());
            assertEquals(before, kernel.observe(Set.of()));
        });
    }

    @Test
    void a_refusal_carries_the_kernels_own_words() throws Exception {
        Namespaces.inNew(kernel -> {
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(List.of(bridge("lsdn-b1"), bridge("lsdn-b2")))));
            var refused = assertInstanceOf(
                    Kernel.Refused.class,
                    kernel.apply(RoundTrip.additions(List.of(new LinkSetting.Master("lsdn-b2", "lsdn-b1"))))
                            .getFirst());
            assertTrue(refused.message().contains("Can not enslave a bridge to a bridge"), refused.message());
        });
    }

    @Test
    void a_change_of_a_link_that_is_not_there_is_refused() throws Exception {
        Namespaces.inNew(kernel -> {
            List<Kernel.Outcome> outcomes = kernel.apply(RoundTrip.additions(
                    List.of(bridge("lsdn-b1"), new LinkSetting.Master("tap7", "lsdn-b1"), bridge("lsdn-b2"))));
            assertInstanceOf(Kernel.Done.class, outcomes.get(0));
            var refused = assertInstanceOf(Kernel.Refused.class, outcomes.get(1));
            assertEquals(Errno.ENODEV, refused.errno());
            assertTrue(refused.message().contains("tap7"), refused.message());
            assertInstanceOf(Kernel.Done.class, outcomes.get(2));
        });
    }

    @Test
    void thousands_of_entries_are_made_in_one_batch() throws Exception {
        Namespaces.inNew(kernel -> {
            kernel.observe(Set.of());
            var objects = new ArrayList<KernelObject>(List.of(vxlan("lsdn-x1", 5)));
            for (int i = 0; i < 5000; i++) {
                objects.add(new FdbEntry(
                        "lsdn-x1", new MacAddress(0x020000000000L + i), Optional.of(new Ipv4Address(0x0a000000 + i))));
            }
            List<Change> changes = RoundTrip.additions(objects);
            RoundTrip.allDone(kernel.apply(changes));
            assertEquals(
                    new HashSet<>(objects),
                    new HashSet<>(kernel.observe(Set.of()).state().objects().values().stream()
                            .filter(o -> o instanceof FdbEntry || o instanceof Link)
                            .toList()));
            RoundTrip.allDone(kernel.apply(RoundTrip.undo(changes)));
        });
    }

    @Test
    void a_filter_is_replaced_in_place() throws Exception {
        Namespaces.inNew(kernel -> {
            List<KernelObject> objects = new ArrayList<>(List.of(
                    veth("lsdn-v1", "lsdn-v2"),
                    veth("lsdn-v2", "lsdn-v1"),
                    new Qdisc("lsdn-v1", new Qdisc.Clsact(Optional.of(77), Optional.empty()))));
            var filters = filtersHere("lsdn-v1", "lsdn-v2");
            objects.addAll(filters);
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(objects)));
            var before = (Filter) filters.get(1);
            var after = new Filter(
                    before.place(),
                    before.chain(),
                    before.prio(),
                    before.protocol(),
                    before.match(),
                    List.of(new Action.Mirror("lsdn-v1"), new Action.Redirect("lsdn-v2")),
                    "beef");
            RoundTrip.allDone(kernel.apply(List.of(Change.replace(before, after))));
            assertEquals(Optional.of(after), kernel.observe(Set.of()).state().get(after.key()));
            RoundTrip.allDone(kernel.apply(List.of(Change.replace(after, before))));
            assertEquals(Optional.of(before), kernel.observe(Set.of()).state().get(before.key()));
        });
    }

    @Test
    void a_filter_with_more_actions_than_the_kernel_keeps_is_refused() throws Exception {
        Namespaces.inNew(kernel -> {
            RoundTrip.allDone(kernel.apply(RoundTrip.additions(List.of(
                    bridge("lsdn-b1"), new Qdisc("lsdn-b1", new Qdisc.Clsact(Optional.empty(), Optional.empty()))))));
            var match = new Match.U32(List.of(new Match.U32.Word(12, 0x0a0b0c0d, -1)));
            var filter = new Filter(
                    new Filter.Ingress("lsdn-b1"),
                    0,
                    5,
                    0x0800,
                    match,
                    java.util.Collections.nCopies(33, new Action.Mirror("lsdn-b1")),
                    "01");
            var refused = assertInstanceOf(
                    Kernel.Refused.class,
                    kernel.apply(List.of(Change.add(filter))).getFirst());
            assertEquals(Errno.E2BIG, refused.errno());
        });
    }

    @Test
    void a_token_bucket_of_any_rate_comes_back_as_it_was_said() throws Exception {
        long seed = System.nanoTime();
        var random = new java.util.Random(seed);
        var objects = new ArrayList<KernelObject>();
        for (int i = 0; i < 60; i++) {
            String link = "lsdn-b" + i;
            objects.add(bridge(link));
            // 8 bit/s to 80 Gbit/s, buckets of 1 KiB to 64 MiB that last for less than an hour.
            long rate = (long) Math.pow(10, random.nextDouble(10));
            long burst = Math.min((long) Math.pow(2, 10 + random.nextDouble(16)), rate * 3600 / 64 + 1);
            boolean peak = random.nextBoolean() && rate > 2000;
            objects.add(new Qdisc(
                    link,
                    new Qdisc.Tbf(
                            rate,
                            burst,
                            burst * 2,
                            peak ? Optional.of(rate * 2) : Optional.empty(),
                            peak ? Optional.of(1514 + random.nextInt(60000)) : Optional.empty(),
                            random.nextBoolean() ? Optional.of(1 + random.nextInt(0x7fff)) : Optional.empty())));
        }
        try {
            RoundTrip.of(objects);
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
