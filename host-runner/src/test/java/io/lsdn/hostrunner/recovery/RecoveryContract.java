package io.lsdn.hostrunner.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.ContextDirectory;
import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Journal;
import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.hostrunner.diff.BeforeImage;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.hostrunner.fake.MortalKernel;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Recovery;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What recovery promises on a kernel, real or fake. The machine is phys a of {@code Topologies}. */
abstract class RecoveryContract {
    private static final Set<String> A = Set.of("a", "w");
    private static final Set<String> INTERFACES =
            Set.of("eth0", "eth1", "tap0", "tap1", "tap2", "tap3", "tap4", "tap5");
    private static final PrintStream SILENCE = new PrintStream(OutputStream.nullOutputStream());

    @TempDir
    private Path home;

    /** A test's body, with a kernel that it has for itself. */
    interface Body {
        void run(Kernel kernel) throws Exception;
    }

    abstract void with(Body body) throws Exception;

    abstract Topology random(Random random);

    abstract int rounds();

    /** A host at work on a second rollout after a first one that was confirmed. */
    private final class Host {
        private final Kernel kernel;
        private final ContextState state = ContextState.in(new ContextDirectory(home, "lsdn"));
        private Optional<Generation> last = Optional.empty();
        private String boot = "boot-1";

        Host(Kernel kernel) throws Exception {
            this.kernel = kernel;
            state.journal().remove();
            for (String name : state.files().names()) {
                state.files().delete(name);
            }
        }

        Plan plan(Topology t) throws Exception {
            Observation actual = kernel.observe(INTERFACES);
            return Differ.diff("lsdn", new Assignment(t, A).possible(actual), actual, originals());
        }

        private List<Original> originals() {
            return last.map(Generation::originals).orElse(List.of());
        }

        /** As a session does it. */
        void begin(Topology t, Plan plan, String rollout) throws Exception {
            Observation actual = kernel.observe(INTERFACES);
            var before = BeforeImage.of("lsdn", new Assignment(t, A).possible(actual), actual, plan, originals());
            state.journal()
                    .write(new Journal.Entry(
                            boot,
                            new Holder(rollout, "ann", "desk", 41, "2026-01-02T03:04:05Z"),
                            last.map(Generation::number),
                            false,
                            before.objects(),
                            before.hooks(),
                            before.originals()));
        }

        void confirm(Topology t) throws Exception {
            Topology slice = t.slice(A);
            Plan plan = plan(slice);
            kernel.apply(changes(plan));
            long number = last.map(Generation::number).orElse(0L) + 1;
            last = Optional.of(new Generation(
                    number, "01JD" + number, "2026-01-02T03:04:05Z", slice, A, List.of(), plan.originals()));
            state.generations().write(last.get());
            assertEquals(List.of(), plan(slice).changes());
        }

        Recoverer recoverer(Kernel on) {
            return new Recoverer(on, "lsdn", state, boot, SILENCE);
        }

        Recovery recover() throws Exception {
            return recoverer(kernel).recover().orElseThrow();
        }

        Set<KernelObject> objects() throws Exception {
            return objects(_ -> true);
        }

        private Set<KernelObject> objects(java.util.function.Predicate<KernelObject> which) throws Exception {
            KernelState now = kernel.observe(INTERFACES).state();
            return new HashSet<>(now.objects().values().stream().filter(which).toList());
        }
    }

    private static List<Change> changes(Plan plan) {
        return plan.changes().stream().map(PlannedChange::change).toList();
    }

    private static void assertSame(Set<KernelObject> before, Set<KernelObject> after, String what) {
        var gone = new HashSet<>(before);
        gone.removeAll(after);
        var come = new HashSet<>(after);
        come.removeAll(before);
        assertTrue(gone.isEmpty() && come.isEmpty(), () -> what + ": gone are " + gone + ", come are " + come);
    }

    private static Random seeded() {
        long seed = Long.getLong("lsdn.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return new Random(seed);
    }

    @Test
    void a_runner_that_is_killed_after_any_change_is_recovered_to_where_it_was() throws Exception {
        Random random = seeded();
        for (int round = 0; round < rounds(); round++) {
            int number = round;
            with(kernel -> {
                var host = new Host(kernel);
                host.confirm(random(random));
                Set<KernelObject> before = host.objects();
                Topology next = random(random).slice(A);
                Plan plan = host.plan(next);
                for (int lived = 0; lived <= plan.changes().size(); lived++) {
                    String what = "round " + number + ", killed after " + lived + " changes";
                    host.begin(next, host.plan(next), "01JDX");
                    kill(kernel, plan, lived);
                    Recovery recovery = host.recover();
                    assertEquals(List.of(), recovery.left(), what);
                    assertEquals(Recovery.Target.BEFORE, recovery.target(), what);
                    assertEquals("01JDX", recovery.whose().orElseThrow().rollout());
                    assertSame(before, host.objects(), what);
                    assertEquals(Optional.empty(), host.recoverer(kernel).recover(), what);
                }
            });
        }
    }

    private static void kill(Kernel kernel, Plan plan, int lived) throws Exception {
        if (lived < plan.changes().size()) {
            var mortal = new MortalKernel(kernel, lived);
            assertThrows(MortalKernel.Killed.class, () -> mortal.apply(changes(plan)));
        } else {
            kernel.apply(changes(plan));
        }
    }

    @Test
    void a_recovery_that_is_killed_is_done_again() throws Exception {
        Random random = seeded();
        with(kernel -> {
            var host = new Host(kernel);
            host.confirm(random(random));
            Set<KernelObject> before = host.objects();
            Topology next = random(random).slice(A);
            for (int lived = 0; lived < 200; lived++) {
                Plan plan = host.plan(next);
                host.begin(next, plan, "01JDX");
                kill(kernel, plan, plan.changes().size());
                Recoverer mortal = host.recoverer(new MortalKernel(kernel, lived));
                try {
                    assertEquals(List.of(), mortal.recover().orElseThrow().left());
                    break;
                } catch (MortalKernel.Killed _) {
                    assertEquals(List.of(), host.recover().left(), "recovery killed after " + lived + " changes");
                }
                assertSame(before, host.objects(), "");
            }
            assertSame(before, host.objects(), "");
        });
    }

    @Test
    void whatever_happened_to_the_kernel_meanwhile_it_is_recovered() throws Exception {
        Random random = seeded();
        for (int round = 0; round < rounds(); round++) {
            with(kernel -> {
                var host = new Host(kernel);
                host.confirm(random(random));
                Set<KernelObject> before = host.objects();
                Topology next = random(random).slice(A);
                Plan plan = host.plan(next);
                host.begin(next, plan, "01JDX");
                kill(kernel, plan, random.nextInt(plan.changes().size() + 1));
                vandalise(host, random);
                Recovery recovery = host.recover();
                assertEquals(List.of(), recovery.left());
                assertSame(before, host.objects(), "");
            });
        }
    }

    /** Takes away, in any order, some of what is ours. */
    private static void vandalise(Host host, Random random) throws Exception {
        List<KernelObject> ours = new ArrayList<>(
                host.objects(o -> o.key().site().startsWith("lsdn-") || o instanceof LinkSetting.Master));
        Collections.shuffle(ours, random);
        for (KernelObject o : ours.subList(0, ours.size() / 3)) {
            host.kernel.apply(List.of(Change.remove(o)));
        }
    }

    @Test
    void an_interface_that_is_gone_is_left_out_and_named() throws Exception {
        with(kernel -> {
            var host = new Host(kernel);
            host.confirm(io.lsdn.hostrunner.fake.Topologies.e2e("tap0", "tap1"));
            Set<KernelObject> before = host.objects(o -> !mentions(o, "tap1"));
            Topology next = io.lsdn.hostrunner.fake.Topologies.e2e("tap0", "tap1", "tap2")
                    .slice(A);
            Plan plan = host.plan(next);
            host.begin(next, plan, "01JDX");
            kill(kernel, plan, plan.changes().size());
            kernel.apply(
                    List.of(Change.remove(new Link("tap1", new io.lsdn.netmodel.kernel.LinkKind.Bridge(false), ""))));
            Recovery recovery = host.recover();
            assertEquals(List.of("tap1"), recovery.missing());
            assertEquals(List.of(), recovery.left());
            assertSame(before, host.objects(o -> !mentions(o, "tap1")), "");
        });
    }

    private static boolean mentions(KernelObject o, String link) {
        return o.toString().contains(link) || o.toString().contains("peer");
    }

    @Test
    void without_a_journal_that_can_be_read_the_last_confirmed_generation_is_built() throws Exception {
        Random random = seeded();
        with(kernel -> {
            var host = new Host(kernel);
            host.confirm(random(random));
            Topology next = random(random).slice(A);
            Plan plan = host.plan(next);
            host.begin(next, plan, "01JDX");
            kill(kernel, plan, plan.changes().size() / 2);
            Path journal = host.state.files().path("journal");
            byte[] whole = java.nio.file.Files.readAllBytes(journal);
            java.nio.file.Files.write(journal, java.util.Arrays.copyOf(whole, whole.length - 1));
            Recovery recovery = host.recover();
            assertEquals(Optional.empty(), recovery.whose());
            assertEquals(Recovery.Target.GENERATION, recovery.target());
            assertEquals(Optional.of(1L), recovery.generation());
            assertEquals(List.of(), recovery.left());
            assertEquals(List.of(), host.plan(host.last.orElseThrow().slice()).changes());
            assertEquals(Optional.empty(), host.recoverer(kernel).recover());
        });
    }

    @Test
    void in_another_boot_the_last_confirmed_generation_is_built_and_what_was_there_is_remembered() throws Exception {
        var topology = io.lsdn.hostrunner.fake.Topologies.e2e("tap0", "tap1");
        with(first -> {
            var host = new Host(first);
            host.confirm(topology);
            host.begin(topology, host.plan(topology), "01JDX");
        });
        with(second -> {
            var state = ContextState.in(new ContextDirectory(home, "lsdn"));
            Set<KernelObject> booted =
                    new HashSet<>(second.observe(INTERFACES).state().objects().values());
            var mortal = new Recoverer(new MortalKernel(second, 7), "lsdn", state, "boot-2", SILENCE);
            assertThrows(MortalKernel.Killed.class, mortal::recover);
            Recovery recovery = new Recoverer(second, "lsdn", state, "boot-2", SILENCE)
                    .recover()
                    .orElseThrow();
            assertEquals(Recovery.Target.GENERATION, recovery.target());
            assertEquals(List.of(), recovery.left());
            Generation now = state.latest().orElseThrow();
            Observation actual = second.observe(INTERFACES);
            assertEquals(
                    List.of(),
                    Differ.diff("lsdn", Assignment.of(now).possible(actual), actual, now.originals())
                            .changes());
            second.apply(changes(Differ.diff("lsdn", KernelState.EMPTY, actual, now.originals())));
            assertEquals(
                    booted,
                    new HashSet<>(second.observe(INTERFACES).state().objects().values()));
        });
    }

    @Test
    void with_nothing_confirmed_all_that_is_ours_goes() throws Exception {
        with(kernel -> {
            var host = new Host(kernel);
            Set<KernelObject> before = host.objects(o -> !(o instanceof LinkSetting.AddrGenMode));
            Topology next = io.lsdn.hostrunner.fake.Topologies.e2e("tap0").slice(A);
            Plan plan = host.plan(next);
            host.begin(next, plan, "01JDX");
            kill(kernel, plan, plan.changes().size());
            host.boot = "boot-2";
            Recovery recovery = host.recover();
            assertEquals(Recovery.Target.NOTHING, recovery.target());
            assertEquals(List.of(), recovery.left());
            assertSame(before, host.objects(o -> !(o instanceof LinkSetting.AddrGenMode)), "");
        });
    }

    @Test
    void a_journal_that_outlived_its_confirmation_means_nothing() throws Exception {
        with(kernel -> {
            var host = new Host(kernel);
            Topology t = io.lsdn.hostrunner.fake.Topologies.e2e("tap0");
            host.begin(t.slice(A), host.plan(t.slice(A)), "01JD1");
            host.confirm(t);
            Set<KernelObject> after = host.objects();
            assertEquals(Optional.empty(), host.state.journal().unfinished(host.last));
            assertEquals(Optional.empty(), host.recoverer(kernel).recover());
            assertEquals(after, host.objects());
            assertTrue(Stream.of(host.state.files().names()).noneMatch(n -> n.contains("journal")));
        });
    }
}
