package io.lsdn.tests.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.Recording;
import io.lsdn.controller.state.RolloutEntry;
import io.lsdn.controller.state.RolloutStore;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that die around the decision while hosts fail, and what {@code resume} makes of it from the state directory. */
@Timeout(600)
class ControllerDeathTest {
    private static final int HOSTS = 20;
    private static final int ROUNDS = 12;
    private static final Duration CONFIRM = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    /** The end of the controller, at a point that its record chooses. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private enum Point {
        BEFORE_COMMIT,
        BEFORE_DECISION,
        AFTER_DECISION
    }

    /** Writes down like any other, and dies at its point. */
    private record Mortal(DecisionRecord record, Point point) implements DecisionRecord {
        @Override
        public void committing() throws IOException {
            record.committing();
            if (point == Point.BEFORE_COMMIT) {
                throw new Killed();
            }
        }

        @Override
        public void decided(Decision decision) throws IOException {
            if (point == Point.BEFORE_DECISION) {
                throw new Killed();
            }
            record.decided(decision);
            throw new Killed();
        }
    }

    @Test
    void after_resume_all_hosts_are_new_or_all_are_as_before() throws Exception {
        long seed = Long.getLong("lsdn.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var seen = new ArrayList<String>();
        var state = new StateDirectory(directory.resolve("state"));
        try (var hosts = new SimulatedHosts(HOSTS, directory)) {
            assertEquals(
                    RolloutOutcome.COMMITTED,
                    hosts.run(RandomNets.random(HOSTS, random), HOSTS, CONFIRM).outcome());
            for (int round = 0; round < ROUNDS; round++) {
                Point point = Point.values()[random.nextInt(3)];
                Topology next = RandomNets.random(HOSTS, random);
                Map<String, KernelState> before = hosts.kernels();
                die(hosts, state, next, point);
                Optional<SimulatedHost> faulty =
                        random.nextBoolean() ? Optional.of(hosts.all().get(random.nextInt(HOSTS))) : Optional.empty();
                faulty.ifPresent(h -> h.cutAfterReply(1 + random.nextInt(6)));
                RolloutResult resumed = resume(hosts, state);
                hosts.all().forEach(SimulatedHost::heal);
                String what = "seed " + seed + ", round " + round + ": died " + point
                        + faulty.map(f -> ", " + f.name() + " cut in resume").orElse("") + " gave " + resumed.outcome();
                seen.add(what);
                check(hosts, point, resumed, before, next, what);
            }
        }
        seen.forEach(System.out::println);
    }

    private static void die(SimulatedHosts hosts, StateDirectory state, Topology next, Point point) throws IOException {
        RolloutSettings settings = SimulatedHosts.settings(HOSTS, CONFIRM);
        var entry = new RolloutEntry(
                settings.holder(),
                "lsdn",
                "deploy",
                Optional.empty(),
                CONFIRM.toMillis(),
                hosts.participants(next).inside().stream()
                        .map(Participant::host)
                        .collect(Collectors.toSet()),
                new Invocation("/", List.of(), Optional.empty(), Optional.empty(), false));
        try (var recording = Recording.begin(state, () -> entry)) {
            assertThrows(Killed.class, () -> hosts.run(next, settings, new Mortal(recording, point)));
        }
    }

    private static RolloutResult resume(SimulatedHosts hosts, StateDirectory state) throws IOException {
        try (RolloutStore store = state.open()) {
            List<OpenRollout> open = store.open();
            assertEquals(1, open.size());
            OpenRollout one = open.getFirst();
            RolloutSettings base = SimulatedHosts.settings(HOSTS, CONFIRM);
            var settings = new RolloutSettings(
                    one.entry().holder(), base.forks(), base.timing(), false, false, base.onFailure());
            var resumption = hosts.resumption(settings);
            RolloutResult result = one.decision()
                    .map(resumption::complete)
                    .orElseGet(() -> resumption.takeBack("lsdn", one.entry().hosts()));
            store.ended(result);
            return result;
        }
    }

    private static void check(
            SimulatedHosts hosts,
            Point point,
            RolloutResult resumed,
            Map<String, KernelState> before,
            Topology next,
            String what)
            throws InterruptedException {
        if (point == Point.AFTER_DECISION) {
            assertEquals(RolloutOutcome.COMMITTED, resumed.outcome(), what);
            RolloutResult again = hosts.run(next, HOSTS, CONFIRM);
            assertEquals(RolloutOutcome.UNCHANGED, again.outcome(), () -> what + ", but then " + again);
        } else {
            assertEquals(RolloutOutcome.ROLLED_BACK, resumed.outcome(), what);
            assertEquals(before, hosts.kernels(), what);
        }
    }
}
