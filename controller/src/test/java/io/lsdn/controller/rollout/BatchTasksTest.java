package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.CHECKED;
import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static io.lsdn.controller.rollout.HostOutcome.UNCHANGED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
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

/** Tasks between the batches of a rollout (transaction.md, rule 14). */
@Timeout(60)
class BatchTasksTest extends FourHosts {
    private static final Fault FAULT = new Fault("task-failed", "smoke test failed", "");

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
