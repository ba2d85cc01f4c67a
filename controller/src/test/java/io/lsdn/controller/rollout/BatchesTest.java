package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.CHECKED;
import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static io.lsdn.controller.rollout.HostOutcome.SKIPPED;
import static io.lsdn.controller.rollout.HostOutcome.UNCHANGED;
import static io.lsdn.controller.rollout.HostOutcome.UNREACHABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code serial}, {@code max_fail_percentage} and tasks (transaction.md, rule 14). */
@Timeout(60)
class BatchesTest {
    private static final List<String> ALL = List.of("a", "b", "c", "d");
    private static final Topology OLD =
            Nets.over("a", "b", "c", "d").net("old", 6, "a", "b", "c", "d").done();
    private static final Topology NEW =
            Nets.over("a", "b", "c", "d").net("shop", 7, "a", "b", "c", "d").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c", "d");
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, KernelState> before;

    BatchesTest() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    private static Pace pace(int maxFail, Integer... sizes) {
        return new Pace(
                List.of(),
                List.of(sizes).stream().<BatchSize>map(BatchSize.Count::new).toList(),
                BigDecimal.valueOf(maxFail));
    }

    private static RolloutSettings settings(Pace pace, OnFailure onFailure) {
        RolloutSettings s = FakeHosts.settings(50, Duration.ofMillis(1500), false);
        return new RolloutSettings(s.holder(), s.forks(), s.timing(), false, false, onFailure, pace);
    }

    private RolloutResult run(Topology topology, Pace pace) {
        return run(topology, settings(pace, OnFailure.ROLLBACK), RolloutTasks.NONE);
    }

    private RolloutResult run(Topology topology, RolloutSettings settings, RolloutTasks tasks) {
        return hosts.rollout(Participants.of(topology, hosts.inventory(), Set.copyOf(ALL)), settings, tasks)
                .run();
    }

    /** Notes who is asked for what; heartbeats are no questions. */
    private void listen() {
        ALL.forEach(h -> hosts.host(h).script(r -> {
            if (!(r instanceof Request.Heartbeat)) {
                asked.add(h + " "
                        + (r instanceof Request.Commit c
                                ? c.stage().name()
                                : r.getClass().getSimpleName()));
            }
            return Act.OBEY;
        }));
    }

    private int first(String question) {
        assertTrue(asked.contains(question), question + " in " + asked);
        return asked.indexOf(question);
    }

    private void inOrder(String... questions) {
        for (int i = 1; i < questions.length; i++) {
            assertTrue(
                    asked.lastIndexOf(questions[i - 1]) < asked.lastIndexOf(questions[i]),
                    questions[i - 1] + " before " + questions[i] + ": " + asked);
        }
    }

    private void asBefore() {
        assertEquals(before, hosts.kernels());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
        ALL.forEach(h -> assertEquals(Optional.of(1L), hosts.host(h).generation()));
    }

    private void isNew(String... names) {
        for (String name : names) {
            assertEquals(List.of(), hosts.host(name).diff(NEW.slice(Set.of(name)), Set.of(name)));
            assertEquals(Optional.of(2L), hosts.host(name).generation());
        }
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void all_batches_are_prepared_before_the_first_commit_and_confirmed_after_the_last() {
        listen();
        var result = run(NEW, pace(0, 1, 2));
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        isNew("a", "b", "c", "d");
        ALL.forEach(h -> assertTrue(first(h + " Prepare") < first("a MAKE"), asked.toString()));
        inOrder("a MAKE", "b Prepare", "b MAKE");
        inOrder("a MAKE", "c Prepare", "c MAKE");
        inOrder("b MAKE", "d MAKE");
        inOrder("c MAKE", "d Prepare", "d MAKE");
        ALL.forEach(h -> inOrder("d BREAK", h + " Confirm"));
        assertEquals(1, Collections.frequency(asked, "a Prepare"), "the first batch was prepared just now");
        ALL.forEach(h -> assertEquals(1, Collections.frequency(asked, h + " BREAK")));
    }

    @Test
    void what_is_removed_waits_for_the_last_batch_where_it_still_serves_others() {
        listen();
        run(NEW, pace(0, 1, 2));
        inOrder("d MAKE", "a BREAK");
        inOrder("d MAKE", "b BREAK");
    }

    @Test
    void what_serves_nobody_of_a_later_batch_is_removed_at_once() {
        Topology own = Nets.over("a", "b", "c", "d")
                .net("old", 6, "a", "b", "c", "d")
                .net("own", 9, "a", "b")
                .done();
        hosts.run(own);
        listen();
        Topology less = Nets.over("a", "b", "c", "d")
                .net("old", 6, "a", "b", "c", "d")
                .net("more", 8, "c", "d")
                .done();
        run(less, pace(0, 2));
        inOrder("a BREAK", "c MAKE");
        inOrder("b BREAK", "d MAKE");
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"MAKE", "BREAK"})
    void a_failure_in_the_last_batch_undoes_all_batches(Stage stage) {
        hosts.host("d").once(stage, Act.FAIL);
        var result = run(NEW, pace(0, 1));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK, FAILED), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void a_failing_canary_keeps_the_others_untouched() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(0, 1, 3));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(1, Collections.frequency(hosts.host("b").requests(), "Commit MAKE"), "but for the first rollout");
        asBefore();
    }

    @Test
    void a_canary_whose_runner_is_lost_later_stops_the_next_batch() {
        hosts.host("a").once(Stage.MAKE, Act.OBEY);
        var tasks = new Tasks(_ -> TaskFaults.NONE, m -> {
            if (m.batch() == 1) {
                hosts.host("a").once(Request.Heartbeat.class, Act.HANG_UP);
                awaitOrphan();
            }
            return TaskFaults.NONE;
        });
        var result = run(NEW, settings(pace(0, 1, 3), OnFailure.ROLLBACK), tasks);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(1, Collections.frequency(hosts.host("b").requests(), "Commit MAKE"), "but for the first rollout");
        asBefore();
    }

    private void awaitOrphan() {
        int beats = Collections.frequency(hosts.host("a").requests(), "Heartbeat");
        while (Collections.frequency(hosts.host("a").requests(), "Heartbeat") <= beats) {
            LockSupport.parkNanos(20_000_000);
        }
        LockSupport.parkNanos(100_000_000);
    }

    @Test
    void so_many_failures_of_a_batch_are_tolerated() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(50, 2));
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, FAILED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(2, ExitCode.of(result, false).number());
        assertEquals(before.get("b"), hosts.host("b").kernel());
        assertEquals(Optional.of(1L), hosts.host("b").generation());
        isNew("a", "c", "d");
    }

    @Test
    void one_failure_more_than_is_tolerated_rolls_all_back() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        hosts.host("c").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, pace(25));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, FAILED, FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void one_that_was_tolerated_is_counted_with_the_next_of_its_batch() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        hosts.host("b").once(Stage.BREAK, Act.FAIL);
        var result = run(NEW, pace(50, 2));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore();
    }

    @Test
    void an_unreachable_host_counts_over_its_batch() {
        hosts.host("d").unreachable();
        var result = run(NEW, pace(25));
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED, UNREACHABLE), FakeHosts.outcomes(result));
        assertEquals(2, ExitCode.of(result, false).number());
        isNew("a", "b", "c");
    }

    @Test
    void an_unreachable_host_is_too_much_in_a_batch_of_its_own() {
        hosts.host("d").unreachable();
        var result = run(NEW, pace(25, 3));
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, SKIPPED, SKIPPED, UNREACHABLE), FakeHosts.outcomes(result));
        assertEquals(3, ExitCode.of(result, false).number());
        asBefore();
    }

    @Test
    void above_the_tolerance_rollback_host_still_goes_on() {
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        var result = run(NEW, settings(pace(25, 2), OnFailure.ROLLBACK_HOST), RolloutTasks.NONE);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(FAILED, FAILED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
    }

    @Test
    void a_host_that_cannot_be_prepared_again_fails_in_its_batch() {
        var count = new int[1];
        hosts.host("c").script(r -> r instanceof Request.Prepare && ++count[0] == 2 ? Act.FAIL : Act.OBEY);
        var result = run(NEW, pace(0, 2));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void what_became_different_while_a_batch_waited_is_put_right_too() {
        var tasks = new Tasks(_ -> TaskFaults.NONE, m -> {
            if (m.batch() == 1) {
                hosts.host("b").lose();
            }
            return TaskFaults.NONE;
        });
        run(NEW, settings(pace(0, 1, 3), OnFailure.ROLLBACK), tasks);
        isNew("a", "b", "c", "d");
    }

    @Test
    void tasks_are_run_once_a_batch_with_its_hosts() {
        var seen = new ArrayList<String>();
        var tasks = new Tasks(note(seen, "before"), note(seen, "after"));
        run(NEW, settings(pace(0, 1, 3), OnFailure.ROLLBACK), tasks);
        assertEquals(
                List.of(
                        "before 1/2 [a] CHECKED [CHECKED, CHECKED, CHECKED, CHECKED]",
                        "after 1/2 [a] COMMITTED [COMMITTED, CHECKED, CHECKED, CHECKED]",
                        "before 2/2 [b, c, d] COMMITTED [COMMITTED, CHECKED, CHECKED, CHECKED]",
                        "after 2/2 [b, c, d] COMMITTED [COMMITTED, COMMITTED, COMMITTED, COMMITTED]"),
                seen);
    }

    private static Function<Moment, TaskFaults> note(List<String> seen, String when) {
        return m -> {
            seen.add(when + " " + m.batch() + "/" + m.batches() + " " + m.hosts() + " "
                    + m.soFar().outcome() + " " + FakeHosts.outcomes(m.soFar()));
            return TaskFaults.NONE;
        };
    }

    @Test
    void a_batch_without_changes_has_no_tasks() {
        var seen = new ArrayList<String>();
        Topology more = Nets.over("a", "b", "c", "d")
                .net("old", 6, "a", "b", "c", "d")
                .net("till", 8, "c", "d")
                .done();
        var result = run(
                more, settings(pace(0, 2), OnFailure.ROLLBACK), new Tasks(note(seen, "before"), note(seen, "after")));
        assertEquals(List.of(UNCHANGED, UNCHANGED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(2, seen.size(), seen.toString());
    }

    @Test
    void a_task_that_fails_before_the_second_batch_undoes_the_first() {
        var result = run(
                NEW,
                settings(pace(0, 2), OnFailure.ROLLBACK),
                new Tasks(m -> m.batch() == 2 ? TaskFaults.of(FAULT) : TaskFaults.NONE, _ -> TaskFaults.NONE));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(FAULT), result.warnings());
        asBefore();
    }

    @Test
    void a_task_that_fails_after_the_last_batch_undoes_all() {
        var result = run(
                NEW,
                settings(pace(100, 2), OnFailure.ROLLBACK_HOST),
                new Tasks(_ -> TaskFaults.NONE, m -> m.batch() == 2 ? TaskFaults.of(FAULT) : TaskFaults.NONE));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore();
    }

    @Test
    void a_task_that_fails_on_a_host_is_that_hosts_failure() {
        var tasks = new Tasks(
                _ -> TaskFaults.NONE,
                m -> m.hosts().contains("c") ? new TaskFaults(Map.of("c", FAULT), List.of()) : TaskFaults.NONE);
        var result = run(NEW, settings(pace(50, 2), OnFailure.ROLLBACK), tasks);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, ROLLED_BACK, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(Optional.of(FAULT), result.host("c").error());
        assertEquals(before.get("c"), hosts.host("c").kernel());
        isNew("a", "b", "d");
        var strict = run(OLD, settings(pace(0, 2), OnFailure.ROLLBACK), tasks);
        assertEquals(RolloutOutcome.ROLLED_BACK, strict.outcome());
    }

    @Test
    void a_check_runs_no_tasks_and_changes_nothing() {
        RolloutSettings s = FakeHosts.settings(50, Duration.ofSeconds(30), true);
        var tasks = new Tasks(
                _ -> {
                    throw new AssertionError("in a check");
                },
                _ -> {
                    throw new AssertionError("in a check");
                });
        var result = run(
                NEW,
                new RolloutSettings(s.holder(), s.forks(), s.timing(), true, false, OnFailure.ROLLBACK, pace(0, 1)),
                tasks);
        assertEquals(List.of(CHECKED, CHECKED, CHECKED, CHECKED), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void a_signal_between_batches_undoes_all() {
        var running = new ArrayList<Rollout>();
        var tasks = new Tasks(_ -> TaskFaults.NONE, _ -> {
            running.getFirst().interrupt();
            return TaskFaults.NONE;
        });
        running.add(hosts.rollout(
                Participants.of(NEW, hosts.inventory(), Set.copyOf(ALL)),
                settings(pace(0, 1), OnFailure.ROLLBACK),
                tasks));
        var result = running.getFirst().run();
        assertEquals(99, ExitCode.of(result, false).number());
        assertEquals(1, Collections.frequency(hosts.host("b").requests(), "Commit MAKE"), "but for the first rollout");
        asBefore();
    }

    private static final Fault FAULT = new Fault("task-failed", "smoke test failed", "");

    private record Tasks(Function<Moment, TaskFaults> before, Function<Moment, TaskFaults> after)
            implements RolloutTasks {
        @Override
        public TaskFaults beforeCommit(Moment moment) {
            return before.apply(moment);
        }

        @Override
        public TaskFaults afterCommit(Moment moment) {
            return after.apply(moment);
        }
    }
}
