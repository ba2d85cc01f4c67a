package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A signal at any moment puts every host back, until the decision. */
@Timeout(60)
class InterruptTest {
    private static final Topology OLD =
            Nets.over("a", "b", "c").net("old", 6, "a", "b", "c").done();
    private static final Topology NEW =
            Nets.over("a", "b", "c").net("shop", 7, "a", "b", "c").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");
    private final Map<String, KernelState> before;

    InterruptTest() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    /** Runs a rollout that is interrupted when host b is asked something. */
    private RolloutResult interruptedAt(Predicate<Request> moment, Act act) {
        Rollout rollout = hosts.rollout(NEW, FakeHosts.settings());
        hosts.host("b").script(r -> {
            if (moment.test(r)) {
                rollout.interrupt();
                return act;
            }
            return Act.OBEY;
        });
        return rollout.run();
    }

    private void asBefore(RolloutResult result) {
        assertEquals(99, ExitCode.of(result, false).number());
        assertEquals(before, hosts.kernels());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void while_hosts_are_prepared_nothing_was_changed() {
        var result = interruptedAt(r -> r instanceof Request.Prepare, Act.OBEY);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        asBefore(result);
        assertEquals(
                List.of(HostOutcome.SKIPPED, HostOutcome.SKIPPED, HostOutcome.SKIPPED), FakeHosts.outcomes(result));
    }

    @Test
    void a_host_that_does_not_answer_in_the_preparation_is_not_waited_for() {
        var result = interruptedAt(r -> r instanceof Request.Prepare, Act.FREEZE);
        assertTrue(result.interrupted());
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(before, hosts.kernels());
    }

    @Test
    void in_the_first_stage_of_the_commit_every_host_is_rolled_back() {
        var result = interruptedAt(r -> r.equals(new Request.Commit(Stage.MAKE)), Act.OBEY);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore(result);
    }

    @Test
    void in_the_last_stage_of_the_commit_every_host_is_rolled_back() {
        var result = interruptedAt(r -> r.equals(new Request.Commit(Stage.BREAK)), Act.OBEY);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        asBefore(result);
    }

    @Test
    void after_the_decision_it_comes_too_late() {
        var result = interruptedAt(r -> r instanceof Request.Confirm, Act.OBEY);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertFalse(result.interrupted());
        assertEquals(Optional.of(2L), hosts.host("c").generation());
    }
}
