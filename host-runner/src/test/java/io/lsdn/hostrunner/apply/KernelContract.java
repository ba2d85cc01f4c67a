package io.lsdn.hostrunner.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the runner relies on of a kernel, real or fake. Each test begins with a foreign interface {@code tap0}, up. */
abstract class KernelContract {
    private static final int EEXIST = 17;
    private static final int ENODEV = 19;
    private static final IpAddress HERE = new Ipv4Address(0xac100001);
    private static final IpAddress THERE = new Ipv4Address(0xac100002);

    private static final Link BRIDGE =
            new Link("lsdn-b7", new LinkKind.Bridge(false), new Mark("lsdn", "bridge of net shop on a").alias());
    private static final Link TUNNEL = new Link(
            "lsdn-x7",
            new LinkKind.Vxlan(7, Optional.of(HERE), Optional.empty(), Optional.empty(), 4789, true),
            new Mark("lsdn", "tunnel of net shop on a").alias());
    private static final FdbEntry ENTRY = new FdbEntry("lsdn-x7", FdbEntry.DEFAULT_MAC, Optional.of(THERE));

    /** A test's body, with a kernel that it has for itself. */
    interface Body {
        void run(Kernel kernel) throws Exception;
    }

    abstract void with(Body body) throws Exception;

    private static List<Integer> apply(Kernel kernel, Change... changes) throws KernelException {
        return kernel.apply(List.of(changes)).stream()
                .map(o -> o instanceof Kernel.Refused r ? r.errno() : 0)
                .toList();
    }

    private static void add(Kernel kernel, KernelObject... objects) throws KernelException {
        Change[] changes = Arrays.stream(objects).map(Change::add).toArray(Change[]::new);
        assertTrue(apply(kernel, changes).stream().allMatch(e -> e == 0));
    }

    private static KernelState state(Kernel kernel) throws KernelException {
        return kernel.observe(Set.of("tap0")).state();
    }

    @Test
    void what_is_added_in_one_batch_is_seen_as_it_was_asked_for() throws Exception {
        with(kernel -> {
            KernelObject[] objects = {
                BRIDGE,
                TUNNEL,
                new LinkSetting.AddrGenMode("lsdn-b7", 1),
                new LinkSetting.AddrGenMode("lsdn-x7", 1),
                new LinkSetting.AddrGenMode("tap0", 1),
                new LinkSetting.Mtu("tap0", 1400),
                ENTRY,
                new LinkSetting.Master("lsdn-x7", "lsdn-b7"),
                new LinkSetting.Master("tap0", "lsdn-b7"),
                new LinkSetting.Isolated("lsdn-x7"),
                new LinkSetting.Up("lsdn-b7"),
                new LinkSetting.Up("lsdn-x7")
            };
            add(kernel, objects);
            KernelState state = state(kernel);
            for (KernelObject o : objects) {
                assertEquals(Optional.of(o), state.get(o.key()));
            }
            LinkFacts tunnel = kernel.observe(Set.of()).link("lsdn-x7").orElseThrow();
            assertEquals(Optional.of("vxlan"), tunnel.kind());
            assertEquals("7", tunnel.attributes().get("id"));
            assertEquals("4789", tunnel.attributes().get("dstport"));
            assertEquals(Optional.of("lsdn-b7"), tunnel.master());
        });
    }

    @Test
    void a_foreign_interface_is_no_link_of_ours_but_its_settings_are_known() throws Exception {
        with(kernel -> {
            KernelState state = state(kernel);
            assertTrue(state.objects().values().stream().noneMatch(o -> o instanceof Link));
            for (LinkSetting s : List.of(new LinkSetting.Up("tap0"), new LinkSetting.AddrGenMode("tap0", 0))) {
                assertEquals(Optional.of(s), state.get(s.key()));
            }
        });
    }

    @Test
    void a_name_that_is_taken_is_refused_and_its_owner_untouched() throws Exception {
        with(kernel -> {
            KernelState before = state(kernel);
            var greedy = new Link("tap0", new LinkKind.Bridge(false), BRIDGE.alias());
            assertEquals(List.of(EEXIST), apply(kernel, Change.add(greedy)));
            assertEquals(before, state(kernel));
        });
    }

    @Test
    void a_vni_is_given_once_a_port() throws Exception {
        with(kernel -> {
            add(kernel, TUNNEL);
            assertEquals(
                    List.of(EEXIST), apply(kernel, Change.add(new Link("lsdn-y7", TUNNEL.kind(), TUNNEL.alias()))));
        });
    }

    @Test
    void an_fdb_entry_may_be_added_again_and_others_of_its_mac_beside_it() throws Exception {
        with(kernel -> {
            var beside = new FdbEntry("lsdn-x7", FdbEntry.DEFAULT_MAC, Optional.of(HERE));
            add(kernel, TUNNEL, ENTRY);
            add(kernel, ENTRY, beside);
            assertEquals(List.of(0), apply(kernel, Change.remove(ENTRY)));
            assertEquals(Optional.empty(), state(kernel).get(ENTRY.key()));
            assertEquals(Optional.of(beside), state(kernel).get(beside.key()));
        });
    }

    @Test
    void what_stands_on_a_missing_link_is_refused_and_the_rest_is_done() throws Exception {
        with(kernel -> assertEquals(
                List.of(ENODEV, 0, ENODEV, 0),
                apply(
                        kernel,
                        Change.add(new LinkSetting.Up("nowhere")),
                        Change.add(BRIDGE),
                        Change.add(new LinkSetting.Master("tap0", "nowhere")),
                        Change.add(new LinkSetting.Up("lsdn-b7")))));
    }

    @Test
    void a_removed_link_takes_along_what_stood_on_it_and_lets_its_ports_go() throws Exception {
        with(kernel -> {
            KernelState before = state(kernel);
            add(kernel, BRIDGE, new LinkSetting.Master("tap0", "lsdn-b7"), new LinkSetting.Up("lsdn-b7"));
            assertEquals(List.of(0), apply(kernel, Change.remove(BRIDGE)));
            assertEquals(before, state(kernel));
        });
    }

    @Test
    void a_change_and_its_undo_leave_everything_as_it_was() throws Exception {
        with(kernel -> {
            KernelState before = state(kernel);
            Change[] changes = {
                Change.add(BRIDGE),
                Change.add(TUNNEL),
                Change.replace(new LinkSetting.AddrGenMode("tap0", 0), new LinkSetting.AddrGenMode("tap0", 1)),
                Change.remove(new LinkSetting.Up("tap0")),
                Change.add(ENTRY),
                Change.add(new LinkSetting.Master("tap0", "lsdn-b7"))
            };
            assertEquals(List.of(0, 0, 0, 0, 0, 0), apply(kernel, changes));
            Change[] back =
                    Arrays.asList(changes).reversed().stream().map(Change::undo).toArray(Change[]::new);
            assertEquals(List.of(0, 0, 0, 0, 0, 0), apply(kernel, back));
            assertEquals(before, state(kernel));
        });
    }

    @Test
    void removing_what_every_link_has_does_nothing() throws Exception {
        with(kernel -> {
            KernelState before = state(kernel);
            assertEquals(List.of(0), apply(kernel, Change.remove(new LinkSetting.AddrGenMode("tap0", 0))));
            assertEquals(before, state(kernel));
        });
    }
}
