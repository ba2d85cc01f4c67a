package io.lsdn.netmodel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompilerTest {
    private static final IpAddress GROUP = new Ipv4Address(0xefefefef);

    private static IpAddress ip(int last) {
        return new Ipv4Address(0xac100000 + last);
    }

    private static Virt virt(String name, String phys, String tap) {
        return new Virt(
                name,
                phys,
                Optional.of(tap),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Topology with(Settings settings, int vid, Virt... virts) {
        var physes = new LinkedHashMap<String, Phys>();
        for (String p : List.of("a", "b", "c")) {
            physes.put(p, new Phys(p, Optional.of("eth0"), Optional.of(ip(p.charAt(0) - 'a' + 1))));
        }
        var byName = new LinkedHashMap<String, Virt>();
        for (Virt v : virts) {
            byName.put(v.name(), v);
        }
        var net = new Net("shop", vid, settings.name(), new LinkedHashSet<>(physes.keySet()), byName, false, false);
        return new Topology("lsdn", Map.of(settings.name(), settings), physes, Map.of("shop", net));
    }

    private static <T extends KernelObject> List<T> all(KernelState state, Class<T> type) {
        return state.objects().values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Test
    void e2e_is_a_bridge_a_tunnel_and_an_entry_for_every_other_phys() {
        KernelState state = Compiler.compile(
                with(new Settings.VxlanE2e("default", 4789), 7, virt("v", "a", "tap0"), virt("w", "b", "tap9")),
                Set.of("a"));
        assertEquals(
                List.of(
                        new Link("lsdn-b7", new LinkKind.Bridge(false), "lsdn:lsdn:bridge of net shop on a"),
                        new Link(
                                "lsdn-x7",
                                new LinkKind.Vxlan(
                                        7, Optional.of(ip(1)), Optional.empty(), Optional.empty(), 4789, true),
                                "lsdn:lsdn:tunnel of net shop on a")),
                all(state, Link.class));
        assertEquals(
                List.of(
                        new FdbEntry("lsdn-x7", FdbEntry.DEFAULT_MAC, Optional.of(ip(2))),
                        new FdbEntry("lsdn-x7", FdbEntry.DEFAULT_MAC, Optional.of(ip(3)))),
                all(state, FdbEntry.class));
        assertEquals(
                List.of(new LinkSetting.Master("lsdn-x7", "lsdn-b7"), new LinkSetting.Master("tap0", "lsdn-b7")),
                all(state, LinkSetting.Master.class));
    }

    @Test
    void where_packets_can_not_be_marked_those_of_others_are_dropped_on_the_underlay_interface() {
        Topology topology = with(new Settings.VxlanE2e("default", 4789), 7);
        var unmarked = new MachineFacts(Map.of(), Set.of());
        List<Filter> dropping = onIngress(Compiler.compile(topology, Set.of("a"), unmarked));
        assertEquals(
                List.of("eth0 ingress"),
                dropping.stream().map(f -> f.place().toString()).toList());
        assertEquals(List.of(), dropping.getFirst().actions());
        List<Filter> marking = onIngress(Compiler.compile(topology, Set.of("a")));
        assertEquals(
                List.of("eth0 ingress", "lsdn-x7 ingress"),
                marking.stream().map(f -> f.place().toString()).toList());
        assertEquals("skbedit", marking.getFirst().actions().getFirst().word());
    }

    private static List<Filter> onIngress(KernelState state) {
        return all(state, Filter.class).stream()
                .filter(f -> f.place() instanceof Filter.Ingress i && !i.link().startsWith("lsdn-b"))
                .toList();
    }

    @Test
    void mcast_has_the_group_and_the_underlay_interface_and_no_entries() {
        KernelState state =
                Compiler.compile(with(new Settings.VxlanMcast("default", GROUP, 4790), 0xffffff), Set.of("b"));
        assertEquals(
                new LinkKind.Vxlan(0xffffff, Optional.of(ip(2)), Optional.of(GROUP), Optional.of("eth0"), 4790, true),
                all(state, Link.class).getLast().kind());
        assertEquals(List.of(), all(state, FdbEntry.class));
    }

    @Test
    void direct_bridges_the_underlay_interface_itself() {
        KernelState state =
                Compiler.compile(with(new Settings.Direct("default"), 1, virt("v", "a", "tap0")), Set.of("a"));
        assertEquals(
                List.of(new LinkSetting.Master("eth0", "lsdn-deth0"), new LinkSetting.Master("tap0", "lsdn-deth0")),
                all(state, LinkSetting.Master.class));
    }

    @Test
    void no_interface_of_ours_or_of_a_virt_makes_addresses_by_itself() {
        KernelState state =
                Compiler.compile(with(new Settings.VxlanE2e("default", 4789), 7, virt("v", "a", "tap0")), Set.of("a"));
        for (LinkSetting.Up up : all(state, LinkSetting.Up.class)) {
            var mode = new LinkSetting.AddrGenMode(up.link(), LinkSetting.AddrGenMode.NONE);
            assertEquals(Optional.of(mode), state.get(mode.key()));
        }
    }

    @Test
    void a_machine_that_claims_nothing_holds_nothing() {
        assertEquals(KernelState.EMPTY, Compiler.compile(with(new Settings.VxlanE2e("default", 4789), 7), Set.of()));
    }

    @Test
    void a_slice_compiles_to_the_same_as_the_whole() {
        for (Settings s : List.of(
                new Settings.Direct("default"),
                new Settings.VxlanE2e("default", 4789),
                new Settings.VxlanMcast("default", GROUP, 4790))) {
            Topology whole = with(s, 7, virt("v", "a", "tap0"), virt("w", "b", "tap1"), virt("x", "c", "tap2"));
            for (Set<String> claimed : List.of(Set.of("a"), Set.of("b"), Set.of("c"))) {
                assertEquals(Compiler.compile(whole, claimed), Compiler.compile(whole.slice(claimed), claimed));
            }
        }
    }

    @Test
    void a_change_elsewhere_leaves_the_slice_of_a_learning_net_equal() {
        Settings s = new Settings.VxlanE2e("default", 4789);
        Topology one = with(s, 7, virt("v", "a", "tap0"), virt("w", "b", "tap1"));
        Topology two = with(s, 7, virt("v", "a", "tap0"), virt("x", "c", "tap1"));
        assertEquals(one.slice(Set.of("a")), two.slice(Set.of("a")));
        assertNotEquals(one.slice(Set.of("b")), two.slice(Set.of("b")));
    }

    @Test
    void every_name_fits_and_differs() {
        var names = new LinkNames();
        var seen = new LinkedHashSet<String>();
        for (String subject : List.of("1", "16777215", "1.4790", "16777215.65535", "eth0", "a-very-long-name", "é")) {
            for (char role : new char[] {'b', 'x', 'd'}) {
                String name = names.name(role, subject);
                assertTrue(name.length() <= 15 && name.startsWith("lsdn-"), name);
                assertTrue(seen.add(name), name);
                assertEquals(name, names.name(role, subject));
            }
        }
    }
}
