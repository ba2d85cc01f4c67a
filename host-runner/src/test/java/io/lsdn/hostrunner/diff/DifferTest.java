package io.lsdn.hostrunner.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.apply.Transaction;
import io.lsdn.hostrunner.fake.FakeKernel;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferTest {
    private static final Set<String> CLAIMED = Set.of("a", "w");
    private final FakeKernel kernel = Topologies.kernelOfA();

    private Plan plan(Topology t, List<Original> originals) {
        return Differ.diff("lsdn", Compiler.compile(t, CLAIMED), kernel.observe(Set.of()), originals);
    }

    private void commit(Plan plan) {
        var transaction = new Transaction(kernel, plan.changes());
        for (Stage stage : Stage.values()) {
            assertEquals(Optional.empty(), transaction.commit(stage));
        }
    }

    @Test
    void after_a_commit_nothing_is_left_to_change() {
        commit(plan(Topologies.e2e("tap0", "tap1"), List.of()));
        assertEquals(List.of(), plan(Topologies.e2e("tap0", "tap1"), List.of()).changes());
    }

    @Test
    void an_empty_model_restores_what_was_before_us() {
        KernelState before = kernel.snapshot();
        Plan first = plan(Topologies.e2e("tap0", "tap1"), List.of());
        commit(first);
        Plan leave = plan(Topology.empty("lsdn"), first.originals());
        commit(leave);
        assertEquals(before, kernel.snapshot());
        assertEquals(List.of(), leave.originals());
    }

    @Test
    void an_interface_that_was_down_is_down_again_when_we_leave() {
        kernel.apply(List.of(Change.remove(new LinkSetting.Up("tap0"))));
        KernelState before = kernel.snapshot();
        Plan first = plan(Topologies.e2e("tap0"), List.of());
        commit(first);
        commit(plan(Topology.empty("lsdn"), first.originals()));
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void originals_of_an_interface_that_was_made_anew_are_taken_anew() {
        Plan first = plan(Topologies.e2e("tap0"), List.of());
        var stale = first.originals().stream()
                .map(o -> new Original(o.link(), o.ifindex() + 1000, o.attribute(), Optional.empty()))
                .toList();
        assertEquals(first.originals(), plan(Topologies.e2e("tap0"), stale).originals());
    }

    @Test
    void a_port_of_ours_without_a_record_is_let_go_and_its_bridge_is_no_original() {
        commit(plan(Topologies.e2e("tap0"), List.of()));
        Plan again = plan(Topologies.e2e("tap0"), List.of());
        assertTrue(again.originals().stream()
                .filter(o -> o.attribute() == LinkSetting.Attribute.MASTER)
                .allMatch(o -> o.value().isEmpty()));
        commit(plan(Topology.empty("lsdn"), List.of()));
        assertEquals(
                Optional.empty(),
                kernel.observe(Set.of()).link("tap0").orElseThrow().master());
    }

    @Test
    void new_objects_come_in_make_and_removals_in_break() {
        commit(plan(Topologies.e2e("tap0"), List.of()));
        Plan change = plan(Topologies.e2e("tap1"), List.of());
        assertTrue(change.of(Stage.MAKE).stream().allMatch(c -> c.change().kind() != Change.Kind.REMOVE));
        assertEquals(
                Set.of("tap0"),
                Set.copyOf(change.of(Stage.BREAK).stream()
                        .map(c -> c.change().key().site())
                        .toList()));
    }

    @Test
    void two_contexts_do_not_see_each_other() {
        commit(plan(Topologies.e2e("tap0"), List.of()));
        KernelState before = kernel.snapshot();
        Plan other = Differ.diff("other", KernelState.EMPTY, kernel.observe(Set.of()), List.of());
        assertEquals(List.of(), other.changes());
        assertEquals(before, kernel.snapshot());
    }

    @Test
    void from_any_topology_to_any_other_and_back_over_a_refusal_at_every_position() {
        long seed = Long.getLong("lsdn.seed", System.nanoTime());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<Original> originals = List.of();
        for (int round = 0; round < 10; round++) {
            Topology topology = Topologies.random(random);
            Plan plan = plan(topology, originals);
            for (int position = 0; position < plan.changes().size(); position++) {
                refuseAndUndo(plan, position, "seed " + seed + " round " + round);
            }
            commit(plan);
            originals = plan.originals();
            assertEquals(List.of(), plan(topology, originals).changes(), "seed " + seed + " round " + round);
        }
        commit(plan(Topology.empty("lsdn"), originals));
        assertEquals(Topologies.kernelOfA().snapshot(), kernel.snapshot(), "seed " + seed);
    }

    private void refuseAndUndo(Plan plan, int position, String what) {
        KernelState before = kernel.snapshot();
        var tried = new ArrayList<PlannedChange>(plan.changes());
        Change victim = tried.get(position).change();
        kernel.refuse(victim::equals);
        var transaction = new Transaction(kernel, tried);
        boolean failed = false;
        for (Stage stage : Stage.values()) {
            failed = failed || transaction.commit(stage).isPresent();
        }
        kernel.refuse(_ -> false);
        assertTrue(failed, what);
        assertEquals(List.of(), transaction.undo(), what);
        assertEquals(List.of(), difference(before, kernel.snapshot()), what + " refused " + victim);
    }

    private static List<String> difference(KernelState a, KernelState b) {
        var lines = new ArrayList<String>();
        a.objects().forEach((k, o) -> {
            if (!Optional.of(o).equals(b.get(k))) {
                lines.add(o + " is now " + b.get(k));
            }
        });
        b.objects().keySet().stream().filter(k -> a.get(k).isEmpty()).forEach(k -> lines.add(k + " is new"));
        return lines;
    }

    @Test
    void a_dead_kernel_leaves_everything_to_be_undone() throws Exception {
        Plan plan = plan(Topologies.e2e("tap0"), List.of());
        var transaction = new Transaction(
                new Kernel() {
                    @Override
                    public io.lsdn.hostrunner.apply.Observation observe(Set<String> foreign) {
                        return kernel.observe(foreign);
                    }

                    @Override
                    public List<Outcome> apply(List<Change> changes) throws io.lsdn.hostrunner.apply.KernelException {
                        throw new io.lsdn.hostrunner.apply.KernelException(5, "EIO (Input/output error)");
                    }

                    @Override
                    public List<String> announce(List<io.lsdn.netmodel.kernel.Announcement> announcements) {
                        return List.of();
                    }
                },
                plan.changes());
        assertEquals(
                "kernel-unreachable",
                transaction.commit(Stage.MAKE).orElseThrow().code());
        assertTrue(transaction.isOpen());
        assertEquals(1, transaction.undo().size());
    }
}
