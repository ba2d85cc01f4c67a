package io.lsdn.tests.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many hosts, few forks, and whatever may go wrong. */
@Timeout(600)
class ManyHostsTest {
    private static final int ROUNDS = 12;

    /** Of the faulty rollouts: long enough that only what is cut off runs out of it. */
    private static final Duration CONFIRM = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void two_hundred_hosts_finish_with_five_forks() throws Exception {
        try (var hosts = new SimulatedHosts(200, directory)) {
            Topology topology = RandomNets.neighbours(200);
            RolloutResult first = hosts.run(topology, 5, Duration.ofSeconds(60));
            assertEquals(RolloutOutcome.COMMITTED, first.outcome(), first::toString);
            assertTrue(first.hosts().values().stream().allMatch(h -> h.outcome() == HostOutcome.COMMITTED));
            RolloutResult second = hosts.run(topology, 5, Duration.ofSeconds(60));
            assertEquals(RolloutOutcome.UNCHANGED, second.outcome(), second::toString);
            System.out.println("200 hosts, 5 forks: first rollout " + first.took() + ", second " + second.took());
        }
    }

    @Test
    void with_faults_at_random_steps_all_hosts_are_committed_or_all_are_as_before() throws Exception {
        long seed = Long.getLong("lsdn.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<String> seen = new ArrayList<>();
        try (var hosts = new SimulatedHosts(50, directory)) {
            assertEquals(
                    RolloutOutcome.COMMITTED,
                    hosts.run(RandomNets.random(50, random), 50, CONFIRM).outcome());
            for (int round = 0; round < ROUNDS; round++) {
                hosts.all().forEach(SimulatedHost::heal);
                String faults = sow(hosts, random);
                Topology next = RandomNets.random(50, random);
                Map<String, KernelState> before = hosts.kernels();
                RolloutResult result = hosts.run(next, 1 + random.nextInt(50), CONFIRM);
                hosts.all().forEach(SimulatedHost::heal);
                String what = "seed " + seed + ", round " + round + ": " + faults + " gave " + result.outcome();
                seen.add(what);
                check(hosts, result, before, next, what);
            }
        }
        seen.forEach(System.out::println);
    }

    /** Up to three faults on random hosts. */
    private static String sow(SimulatedHosts hosts, Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            SimulatedHost host = hosts.all().get(random.nextInt(50));
            int when = 1 + random.nextInt(9);
            text.append(host.name()).append(' ');
            switch (random.nextInt(3)) {
                case 0 -> {
                    host.refuseLogin(1 + when % 3);
                    text.append("refuses login ").append(1 + when % 3);
                }
                case 1 -> {
                    host.refuseChange(when);
                    text.append("refuses change ").append(when);
                }
                default -> {
                    host.cutAfterReply(when);
                    text.append("is cut after reply ").append(when);
                }
            }
            text.append(", ");
        }
        return text.isEmpty() ? "no faults" : text.toString();
    }

    private static void check(
            SimulatedHosts hosts, RolloutResult result, Map<String, KernelState> before, Topology next, String what)
            throws Exception {
        switch (result.outcome()) {
            case COMMITTED, UNCHANGED -> {
                RolloutResult again = hosts.run(next, 50, CONFIRM);
                assertEquals(RolloutOutcome.UNCHANGED, again.outcome(), () -> what + ", but then " + again);
            }
            case FAILED, ROLLED_BACK ->
                before.forEach(
                        (name, kernel) -> assertEquals(kernel, hosts.host(name).kernel(), what + ": " + name));
            case CHECKED, PARTIAL, ROLLBACK_INCOMPLETE -> throw new AssertionError(what + ": " + result);
        }
    }
}
