package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static io.lsdn.controller.rollout.HostOutcome.SKIPPED;
import static io.lsdn.controller.rollout.HostOutcome.UNREACHABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code --on-failure rollback-host} and {@code keep}: the others go on. */
@Timeout(60)
class OnFailureTest {
    private static final Topology OLD =
            Nets.over("a", "b", "c").net("old", 6, "a", "b", "c").done();
    private static final Topology NEW =
            Nets.over("a", "b", "c").net("shop", 7, "a", "b", "c").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");
    private final Map<String, KernelState> before;

    OnFailureTest() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    private RolloutResult run(OnFailure onFailure) {
        RolloutSettings s = FakeHosts.settings(50, Duration.ofMillis(1500), false);
        return hosts.rollout(
                        NEW, new RolloutSettings(s.holder(), s.forks(), s.timing(), s.check(), s.pending(), onFailure))
                .run();
    }

    private void othersAreNew() {
        for (String name : List.of("a", "c")) {
            assertEquals(List.of(), hosts.host(name).diff(NEW.slice(Set.of(name)), Set.of(name)));
            assertEquals(Optional.of(2L), hosts.host(name).generation());
        }
        assertEquals(Optional.of(1L), hosts.host("b").generation());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void rollback_host_puts_the_failed_host_back_and_confirms_the_others() {
        hosts.host("b").once(Stage.MAKE, Act.FAIL);
        var result = run(OnFailure.ROLLBACK_HOST);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, FAILED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(before.get("b"), hosts.host("b").kernel());
        assertEquals(2, ExitCode.of(result, false).number());
        assertEquals(
                List.of("a", "c"),
                hosts.decisions.getLast().hosts().stream()
                        .map(Participant::host)
                        .toList());
        othersAreNew();
    }

    @Test
    void a_host_that_breaks_off_late_is_put_back_by_its_timer_and_the_others_confirm() {
        hosts.host("b").once(Stage.BREAK, Act.HANG_UP);
        var result = run(OnFailure.ROLLBACK_HOST);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, ROLLED_BACK, COMMITTED), FakeHosts.outcomes(result));
        assertTrue(result.host("b").error().isPresent());
        assertEquals(before.get("b"), hosts.host("b").kernel());
        othersAreNew();
    }

    @Test
    void an_unreachable_host_is_left_out() {
        hosts.host("b").unreachable();
        var result = run(OnFailure.ROLLBACK_HOST);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, UNREACHABLE, COMMITTED), FakeHosts.outcomes(result));
        othersAreNew();
    }

    @Test
    void keep_leaves_what_the_failed_host_applied() {
        hosts.host("b").once(Stage.BREAK, Act.FAIL);
        var result = run(OnFailure.KEEP);
        assertEquals(RolloutOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(COMMITTED, FAILED, COMMITTED), FakeHosts.outcomes(result));
        assertTrue(result.host("b").error().orElseThrow().message().contains("stays"));
        assertNotEquals(before.get("b"), hosts.host("b").kernel());
        othersAreNew();
    }

    @Test
    void when_every_host_fails_all_go_back() {
        List.of("a", "b", "c").forEach(h -> hosts.host(h).once(Stage.MAKE, Act.FAIL));
        var result = run(OnFailure.ROLLBACK_HOST);
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertEquals(before, hosts.kernels());
    }

    @Test
    void a_lock_that_somebody_holds_is_never_tolerated() {
        hosts.host("b").lockedBy(new Holder("01JD0000000000000000000001", "bob", "door", 7, "then"));
        var result = run(OnFailure.ROLLBACK_HOST);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(List.of(SKIPPED, FAILED, SKIPPED), FakeHosts.outcomes(result));
        assertEquals(7, ExitCode.of(result, false).number());
        assertEquals(before, hosts.kernels());
    }
}
