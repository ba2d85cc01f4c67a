package io.lsdn.controller.rollout;

import static io.lsdn.controller.rollout.HostOutcome.COMMITTED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLBACK_FAILED;
import static io.lsdn.controller.rollout.HostOutcome.ROLLED_BACK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Controllers that die, and who comes after them. */
@Timeout(60)
class ResumptionTest {
    private static final Topology OLD =
            Nets.over("a", "b", "c").net("old", 6, "a", "b", "c").done();
    private static final Topology NEW =
            Nets.over("a", "b", "c").net("shop", 7, "a", "b", "c").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b", "c");
    private final Map<String, KernelState> before;
    private final RolloutSettings settings = FakeHosts.settings(50, Duration.ofMillis(1500), false);

    ResumptionTest() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    /** What ends the process right after a decision was written down. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private Decision killedAfterDecision() {
        List<Decision> decided = new ArrayList<>();
        var rollout = new Rollout(
                Participants.of(NEW, hosts.inventory(), Set.of("a", "b", "c")),
                settings,
                hosts,
                hosts.events::add,
                RolloutTasks.NONE,
                d -> {
                    decided.add(d);
                    throw new Killed();
                });
        assertThrows(Killed.class, rollout::run);
        return decided.getFirst();
    }

    private Resumption resumption() {
        return new Resumption(settings, hosts, hosts.events::add);
    }

    private void allAreNew() {
        for (String name : List.of("a", "b", "c")) {
            assertEquals(List.of(), hosts.host(name).diff(NEW.slice(Set.of(name)), Set.of(name)), name);
            assertEquals(Optional.of(2L), hosts.host(name).generation());
        }
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void a_decision_is_completed_although_every_host_undid_meanwhile() {
        Decision decision = killedAfterDecision();
        var result = resumption().complete(decision);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(List.of(COMMITTED, COMMITTED, COMMITTED), FakeHosts.outcomes(result));
        assertEquals(3, hosts.host("a").members().size());
        allAreNew();
    }

    @Test
    void completing_again_changes_nothing() {
        Decision decision = killedAfterDecision();
        resumption().complete(decision);
        List<String> asked = hosts.host("a").requests();
        assertEquals(RolloutOutcome.COMMITTED, resumption().complete(decision).outcome());
        List<String> more = hosts.host("a").requests();
        assertTrue(more.subList(asked.size(), more.size()).stream().noneMatch(r -> r.startsWith("Commit")));
        allAreNew();
    }

    @Test
    void a_host_that_is_lost_is_listed_and_completed_by_the_next_attempt() {
        Decision decision = killedAfterDecision();
        hosts.host("b").script(r -> r instanceof Request.Confirm ? Act.FAIL : Act.OBEY);
        var result = resumption().complete(decision);
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(List.of(COMMITTED, ROLLBACK_FAILED, COMMITTED), FakeHosts.outcomes(result));
        hosts.host("b").script(_ -> Act.OBEY);
        assertEquals(RolloutOutcome.COMMITTED, resumption().complete(decision).outcome());
        allAreNew();
    }

    @Test
    void what_another_rollout_made_of_a_host_since_stays() {
        Decision decision = killedAfterDecision();
        hosts.host("b").holding(OLD, Set.of("b"), 9, List.of());
        KernelState theirs = hosts.host("b").kernel();
        assertEquals(RolloutOutcome.COMMITTED, resumption().complete(decision).outcome());
        assertEquals(theirs, hosts.host("b").kernel());
        assertEquals(Optional.of(9L), hosts.host("b").generation());
        assertTrue(hosts.events.stream()
                .anyMatch(e -> e instanceof RolloutEvent.HostWarning w
                        && w.host().equals("b")
                        && w.warning().code().equals("superseded")));
    }

    @Test
    void what_was_never_decided_is_as_before_once_nobody_holds_it() {
        hosts.host("c").lockedBy(FakeHosts.US);
        Thread.ofVirtual().start(() -> {
            while (hosts.host("c").requests().stream().noneMatch(r -> r.equals("Lock"))) {
                Thread.onSpinWait();
            }
            hosts.host("c").unlock();
        });
        var result = resumption().takeBack("lsdn", Set.of("a", "b", "c"));
        assertEquals(RolloutOutcome.ROLLED_BACK, result.outcome());
        assertTrue(FakeHosts.outcomes(result).stream().allMatch(ROLLED_BACK::equals));
        assertEquals(before, hosts.kernels());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }

    @Test
    void a_host_that_cannot_be_asked_is_not_known_to_be_as_before() {
        hosts.host("b").unreachable();
        var result = resumption().takeBack("lsdn", Set.of("a", "b"));
        assertEquals(RolloutOutcome.ROLLBACK_INCOMPLETE, result.outcome());
        assertEquals(ROLLBACK_FAILED, result.host("b").outcome());
        assertEquals(ROLLED_BACK, result.host("a").outcome());
    }
}
