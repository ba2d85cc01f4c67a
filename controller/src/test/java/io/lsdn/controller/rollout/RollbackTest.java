package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLBACK_FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static io.lsdn.controller.rollout.HostOutcome.SKIPPED;
import static io.lsdn.controller.rollout.HostOutcome.UNCHANGED;
import static io.lsdn.controller.rollout.HostOutcome.UNREACHABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rollouts in which something goes wrong: every row of transaction.md's table that needs no second controller. */
@Timeout(60)
class RollbackTest {
    private static final Topology OLD =
            Nets.over("a", "b", "c").net("old", 6, "a", "b", "c").done();
    private static final Topology NEW = Nets.over("a", "b", "c")
            .net("shop", 7, "a", "b", "c")
            .net("till", 8, "a", "c")
            .done();

    /** Short where a test has to wait for it. */
    private static final RolloutSettings HASTY = FakeHosts.settings(50, Duration.ofMillis(1500), false);

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");
    private final Map<String, KernelState> before;

    RollbackTest() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    private void asBefore() {
        assertEquals(before, hosts.kernels());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
        for (String name : List.of("a", "b", "c")) {
            assertEquals(Optional.of(1L), hosts.host(name).generation());
        }
    }

    private RolloutResult hastily(Topology topology) {
        return hosts.rollout(topology, HASTY).run();
    }

    @Test
    void an_unreachable_host_means_that_nothing_is_changed_anywhere() {
        hosts.host("b").unreachable();
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, UNREACHABLE, SKIPPED), FakeHosts.outcomes(result));
        assertEquals("connect-refused", result.host("b").error().orElseThrow().code());
        asBefore();
    }

    @Test
    void a_host_that_can_not_prepare_means_that_nothing_is_changed_anywhere() {
        hosts.host("b").once(Request.Prepare.class, Act.FAIL);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, FAILED, SKIPPED), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void a_runner_that_ends_before_the_first_barrier_means_that_nothing_is_changed_anywhere() {
        hosts.host("b").once(Request.Prepare.class, Act.DIE);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals("runner-ended", result.host("b").error().orElseThrow().code());
        asBefore();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"MAKE", "BREAK"})
    void what_the_kernel_refuses_on_one_host_is_undone_on_all(Stage stage) {
        hosts.host("a").once(stage, Act.FAIL);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(FAILED, ROLLED_BACK, ROLLED_BACK), FakeHosts.outcomes(result));
        assertEquals("scripted", result.host("a").error().orElseThrow().message());
        asBefore();
    }

    @Test
    void a_host_without_changes_stays_unchanged_when_others_roll_back() {
        Topology more = Nets.over("a", "b", "c")
                .net("old", 6, "a", "b", "c")
                .net("till", 8, "a", "c")
                .done();
        hosts.host("a").once(Stage.MAKE, Act.FAIL);
        var result = hosts.run(more);
        assertEquals(List.of(FAILED, UNCHANGED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void what_a_host_cannot_undo_is_named() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL_AND_LEAVE);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLBACK_FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        assertEquals(List.of("link x: EPERM"), result.host("b").left());
    }

    @Test
    void a_runner_killed_in_a_commit_is_a_rollback_that_failed() {
        hosts.host("b").once(Stage.MAKE, Act.DIE);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLBACK_FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        assertFalse(result.host("b").left().isEmpty());
        assertNotEquals(before.get("b"), hosts.host("b").kernel());
        assertEquals(before.get("a"), hosts.host("a").kernel());
    }

    @Test
    void a_runner_that_is_stopped_in_a_commit_is_a_rollback_that_failed() {
        hosts.host("b").once(Stage.MAKE, Act.FREEZE);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLBACK_FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        String why = result.host("b").error().orElseThrow().message();
        assertTrue(why.contains("the lock is held by ann@desk"), why);
        assertEquals(6, ExitCode.of(result, false).number());
    }

    @Test
    void a_host_whose_connection_breaks_undoes_by_its_timer_and_is_found_as_before() {
        hosts.host("b").once(Stage.MAKE, Act.HANG_UP);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK), FakeHosts.outcomes(result));
        assertTrue(result.host("b").error().isPresent());
        asBefore();
    }

    @Test
    void a_commit_that_cuts_the_own_path_to_a_host_is_undone_everywhere() {
        hosts.host("b").once(Stage.BREAK, Act.CUT_OFF);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals("cut-off", result.host("b").error().orElseThrow().code());
        assertEquals(2, ExitCode.of(result, false).number());
        assertEquals(List.of(ROLLED_BACK, ROLLED_BACK, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void an_unchanged_host_that_is_lost_before_the_decision_turns_the_rollout_round() {
        Topology more = Nets.over("a", "b", "c")
                .net("old", 6, "a", "b", "c")
                .net("till", 8, "a", "c")
                .done();
        var tasks = new AfterCommit(() -> {
            hosts.host("b").unreachable();
            return Optional.empty();
        });
        var result = hosts.rollout(everybody(more), FakeHosts.settings(), tasks).run();
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(List.of(ROLLED_BACK, FAILED, ROLLED_BACK), FakeHosts.outcomes(result));
        asBefore();
    }

    @Test
    void a_failing_task_before_the_commit_changes_nothing() {
        var tasks = new RolloutTasks() {
            @Override
            public TaskFaults beforeCommit(Moment moment) {
                return TaskFaults.of(new Fault("task-failed", "drain failed", ""));
            }

            @Override
            public TaskFaults afterCommit(Moment moment) {
                throw new AssertionError("not after a failure");
            }
        };
        var result = hosts.rollout(everybody(NEW), FakeHosts.settings(), tasks).run();
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, SKIPPED, SKIPPED), FakeHosts.outcomes(result));
        assertEquals("drain failed", result.warnings().getFirst().message());
        asBefore();
    }

    @Test
    void a_failing_task_after_the_commit_rolls_back() {
        var tasks = new AfterCommit(() -> Optional.of(new Fault("task-failed", "smoke test failed", "")));
        var result = hosts.rollout(everybody(NEW), FakeHosts.settings(), tasks).run();
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore();
    }

    @Test
    void a_decision_that_cannot_be_written_down_is_not_taken() {
        var result = new Rollout(
                        everybody(NEW), FakeHosts.settings(), hosts, hosts.events::add, RolloutTasks.NONE, _ -> {
                            throw new IOException("No space left on device");
                        })
                .run();
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore();
    }

    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            names = {"GARBLE", "MISUNDERSTAND"})
    void a_runner_that_talks_nonsense_in_a_commit_is_rolled_back(Act nonsense) {
        hosts.host("c").once(Stage.MAKE, nonsense);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals("runner-garbled", result.host("c").error().orElseThrow().code());
        asBefore();
    }

    @ParameterizedTest
    @EnumSource(
            value = Act.class,
            names = {"GARBLE", "MISUNDERSTAND"})
    void a_runner_that_talks_nonsense_in_the_preparation_fails_the_rollout(Act nonsense) {
        hosts.host("c").once(Request.Prepare.class, nonsense);
        var result = hosts.run(NEW);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        asBefore();
    }

    @Test
    void after_the_decision_a_host_that_was_lost_is_committed_again_and_confirmed() {
        hosts.host("b").once(Request.Confirm.class, Act.VANISH);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(Optional.of(2L), hosts.host("b").generation());
        assertEquals(List.of(), hosts.host("b").diff(NEW.slice(Set.of("b")), Set.of("b")));
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void after_the_decision_a_host_that_never_confirms_is_listed_and_the_others_are_new() {
        hosts.host("b").script(r -> r instanceof Request.Confirm ? Act.FAIL : Act.OBEY);
        var result = hastily(NEW);
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(List.of(COMMITTED, ROLLBACK_FAILED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals("not-confirmed", result.host("b").error().orElseThrow().code());
    }

    private Participants everybody(Topology topology) {
        return Participants.of(topology, hosts.inventory(), Set.of("a", "b", "c"));
    }

    /** A play whose tasks after the commit do this. */
    private record AfterCommit(Supplier<Optional<Fault>> after) implements RolloutTasks {
        @Override
        public TaskFaults beforeCommit(Moment moment) {
            return TaskFaults.NONE;
        }

        @Override
        public TaskFaults afterCommit(Moment moment) {
            return after.get().map(TaskFaults::of).orElse(TaskFaults.NONE);
        }
    }
}
