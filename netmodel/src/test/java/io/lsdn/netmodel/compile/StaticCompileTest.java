package io.lsdn.netmodel.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StaticCompileTest {
    private static final int MOST_ACTIONS = 32;
    private static final int FORWARD = 1;
    private static final int FLOOD = 2;
    private static final Settings STATIC = new Settings.VxlanStatic("default", 4789);

    private static Virt virt(int number, String phys) {
        return new Virt(
                "v" + number,
                phys,
                Optional.of("tap" + number),
                Optional.of(new MacAddress(0x0200_0000_0000L + number)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** One net over physes p0 … p(N-1), one virt after the other on phys 0 until {@code local}, then on the others in turn. */
    private static Topology topology(Settings settings, List<Integer> physes, List<Integer> virts, int local) {
        var byName = new LinkedHashMap<String, Phys>();
        for (int p : physes) {
            byName.put("p" + p, new Phys("p" + p, Optional.of("eth0"), Optional.of(new Ipv4Address(0x0a000001 + p))));
        }
        var its = new LinkedHashMap<String, Virt>();
        for (int v : virts) {
            its.put("v" + v, virt(v, v < local || physes.size() == 1 ? "p0" : "p" + (1 + v % (physes.size() - 1))));
        }
        var net = new Net("shop", 7, "default", new LinkedHashSet<>(byName.keySet()), its, false, false);
        return new Topology("lsdn", Map.of("default", settings), byName, Map.of("shop", net));
    }

    private static List<Integer> to(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static KernelState compile(Topology t) {
        return Compiler.compile(t, Set.of("p0"));
    }

    private static Stream<Filter> filters(KernelState state) {
        return state.objects().values().stream()
                .filter(Filter.class::isInstance)
                .map(Filter.class::cast);
    }

    private static Stream<Filter> chain(KernelState state, int chain) {
        return filters(state).filter(f -> f.place() instanceof Filter.Block && f.chain() == chain);
    }

    @Test
    void two_thousand_virts_are_one_table_however_many_of_them_are_here() {
        KernelState state = compile(topology(STATIC, to(20), to(2000), 40));
        // And what goes to many, and what goes nowhere.
        assertEquals(2000 + 2, chain(state, FORWARD).count());
        assertTrue(filters(state).count() < 2500, () -> filters(state).count() + " filters");
    }

    @Test
    void no_filter_has_more_actions_than_a_kernel_takes_and_all_of_64_physes_are_flooded() {
        KernelState state = compile(topology(STATIC, to(64), to(200), 100));
        filters(state).forEach(f -> assertTrue(f.actions().size() <= MOST_ACTIONS, f.toString()));
        var remotes = new HashSet<Object>();
        var locals = new HashSet<String>();
        chain(state, FLOOD).forEach(f -> {
            for (Action a : f.actions()) {
                if (a instanceof Action.TunnelKeySet set) {
                    assertTrue(remotes.add(set.dst()), "twice: " + set);
                } else if (a instanceof Action.Mirror(String link) && link.startsWith("tap")) {
                    assertTrue(locals.add(link), "twice: " + link);
                }
            }
        });
        assertEquals(63, remotes.size());
        assertEquals(100, locals.size());
    }

    @Test
    void every_filter_that_is_not_the_last_of_its_list_goes_on_to_the_next_priority() {
        Map<Integer, List<Action>> byPrio = new TreeMap<>();
        chain(compile(topology(STATIC, to(64), to(200), 100)), FLOOD).forEach(f -> {
            assertTrue(!byPrio.containsKey(f.prio()), "two filters in priority " + f.prio());
            byPrio.put(f.prio(), f.actions());
        });
        List<List<Action>> inOrder = List.copyOf(byPrio.values());
        for (List<Action> actions : inOrder.subList(0, inOrder.size() - 1)) {
            assertEquals(new Action.Continue(), actions.getLast());
        }
        assertEquals(List.of(new Action.Drop()), inOrder.getLast());
    }

    @Test
    void the_order_of_the_model_changes_nothing() {
        long seed = Long.getLong("lsdn.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var physes = new ArrayList<>(to(40));
        var virts = new ArrayList<>(to(120));
        Map<ObjectKey, KernelObject> first =
                compile(topology(STATIC, physes, virts, 50)).objects();
        var random = new Random(seed);
        Collections.shuffle(virts, random);
        Collections.shuffle(physes, random);
        var shuffled = topology(STATIC, to(40), virts, 50);
        assertEquals(first, compile(shuffled).objects(), "seed " + seed);
    }

    @Test
    void one_virt_more_adds_its_own_objects_and_changes_a_list_of_copies_here_and_one_on_arrival() {
        KernelState before = compile(topology(STATIC, to(10), to(100), 50));
        var virts = new ArrayList<>(to(100));
        virts.add(3, 1000);
        KernelState remote = compile(topology(STATIC, to(10), virts, 50));
        assertEquals(0, changed(before, remote));
        assertEquals(1, added(before, remote));

        var more = new ArrayList<>(to(101));
        KernelState wide = compile(topology(STATIC, to(10), to(101), 101));
        more.remove(Integer.valueOf(57));
        KernelState narrow = compile(topology(STATIC, to(10), more, 101));
        // Its interface: clsact, two guards, addrgenmode, up; its MAC in the table and on arrival. The two lists may
        // split.
        int lists = added(narrow, wide) - 7;
        assertTrue(lists >= 0 && lists <= 2, () -> lists + " lists");
        assertTrue(changed(narrow, wide) <= 2, () -> changed(narrow, wide) + " changed");
    }

    private static int changed(KernelState before, KernelState after) {
        return (int) before.objects().values().stream()
                .filter(o -> after.get(o.key()).filter(n -> !n.equals(o)).isPresent())
                .count();
    }

    private static int added(KernelState before, KernelState after) {
        return (int) after.objects().keySet().stream()
                .filter(k -> before.get(k).isEmpty())
                .count();
    }

    /** Added before replaced before removed: whoever is in a list before and after is in it at every instant. */
    @Test
    void a_list_that_splits_or_joins_loses_no_member_on_the_way() {
        for (int size = 1; size < 100; size++) {
            KernelState small = compile(topology(STATIC, to(3), to(size), size));
            KernelState large = compile(topology(STATIC, to(3), to(size + 1), size + 1));
            assertHoldsAll(size, small, large);
            assertHoldsAll(size, large, small);
        }
    }

    private static void assertHoldsAll(int members, KernelState from, KernelState to) {
        Map<ObjectKey, Filter> now = new LinkedHashMap<>();
        chain(from, FLOOD).forEach(f -> now.put(f.key(), f));
        chain(to, FLOOD).filter(f -> !now.containsKey(f.key())).toList().forEach(f -> {
            now.put(f.key(), f);
            assertMirrored(members, now);
        });
        chain(to, FLOOD).toList().forEach(f -> {
            now.put(f.key(), f);
            assertMirrored(members, now);
        });
        List.copyOf(now.values()).stream()
                .filter(f -> to.get(f.key()).isEmpty())
                .forEach(f -> {
                    now.remove(f.key());
                    assertMirrored(members, now);
                });
    }

    private static void assertMirrored(int members, Map<ObjectKey, Filter> filters) {
        var links = new HashSet<String>();
        for (Filter f : filters.values()) {
            for (Action a : f.actions()) {
                if (a instanceof Action.Mirror(String link)) {
                    links.add(link);
                }
            }
        }
        for (int i = 0; i < members; i++) {
            assertTrue(links.contains("tap" + i), "tap" + i + " of " + members);
        }
    }

    @Test
    void nets_of_other_ports_have_blocks_of_their_own() {
        var numbers = new HashSet<Integer>();
        for (Settings.Tunnel s : List.<Settings.Tunnel>of(
                new Settings.VxlanStatic("default", 4789),
                new Settings.VxlanStatic("default", 4790),
                new Settings.Geneve("default", 6081),
                new Settings.Geneve("default", 4790))) {
            filters(compile(topology(s, to(2), to(2), 1)))
                    .filter(f -> f.place() instanceof Filter.Block)
                    .findFirst()
                    .ifPresent(f -> assertTrue(numbers.add(((Filter.Block) f.place()).number())));
        }
        assertEquals(4, numbers.size());
    }

    @Test
    void names_of_one_digest_get_numbers_of_their_own() {
        Map<String, Integer> numbers = StableNumbers.assign(List.of("a", "b", "c", "d"), 10, 4);
        assertEquals(Set.of(10, 11, 12, 13), Set.copyOf(numbers.values()));
        assertEquals(numbers, StableNumbers.assign(List.of("d", "c", "b", "a"), 10, 4));
    }
}
