package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Request;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two rollouts at once (transaction.md, rule 7). */
@Timeout(60)
class LockTest {
    private static final Holder OLDER =
            new Holder("01JD0000000000000000000001", "bob", "attic", 17, "2026-01-02T03:04:00Z");
    private static final Holder YOUNGER =
            new Holder("01JD0000000000000000000009", "eve", "cellar", 23, "2026-01-02T03:05:00Z");
    private static final Topology SHOP =
            Nets.over("a", "b").net("shop", 7, "a", "b").done();

    private final FakeHosts hosts = FakeHosts.named("a", "b");

    @Test
    void the_younger_gives_way_at_once_and_names_the_holder() {
        hosts.host("b").lockedBy(OLDER);
        var result = hosts.run(SHOP);
        assertEquals(7, ExitCode.of(result, false).number());
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        assertEquals(HostOutcome.FAILED, result.host("b").outcome());
        String message = result.host("b").error().orElseThrow().message();
        assertTrue(message.contains("bob@attic (pid 17), rollout 01JD0000000000000000000001"), message);
        assertEquals(
                1, hosts.host("b").requests().stream().filter("Lock"::equals).count());
        assertEquals(Set.of("b"), FakeHosts.lockedIn(hosts));
        assertEquals(KernelState.EMPTY, hosts.host("a").kernel());
    }

    @Test
    void the_older_waits_until_the_younger_gave_way() {
        hosts.host("b").lockedBy(YOUNGER).script(new UnlockAfter(5));
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.COMMITTED, result.outcome());
        assertEquals(Optional.of(1L), hosts.host("b").generation());
    }

    private final class UnlockAfter implements java.util.function.Function<Request, Act> {
        private int asked;
        private final int times;

        UnlockAfter(int times) {
            this.times = times;
        }

        @Override
        public Act apply(Request request) {
            if (request instanceof Request.Lock && ++asked == times) {
                hosts.host("b").unlock();
            }
            return Act.OBEY;
        }
    }

    @Test
    void the_older_does_not_wait_for_ever() {
        hosts.host("b").lockedBy(YOUNGER);
        var result = hosts.run(SHOP);
        assertTrue(result.locked());
        assertTrue(hosts.host("b").requests().stream().filter("Lock"::equals).count() > 1);
        assertEquals(Set.of("b"), FakeHosts.lockedIn(hosts));
    }

    @Test
    void two_names_for_one_machine_are_found_by_the_own_lock() {
        hosts.host("b").lockedBy(FakeHosts.US);
        var result = hosts.run(SHOP);
        assertEquals(List.of(HostOutcome.SKIPPED, HostOutcome.FAILED), FakeHosts.outcomes(result));
        assertEquals("same-machine", result.host("b").error().orElseThrow().code());
    }

    @Test
    void two_hosts_with_one_directory_are_an_error_on_both() {
        hosts.host("a").instance("same");
        hosts.host("b").instance("same");
        var result = hosts.run(SHOP);
        assertEquals(RolloutOutcome.FAILED, result.outcome());
        for (String name : List.of("a", "b")) {
            assertEquals(
                    "hosts a and b share lsdn_dir",
                    result.host(name).error().orElseThrow().message());
            assertEquals(KernelState.EMPTY, hosts.host(name).kernel());
        }
    }
}
