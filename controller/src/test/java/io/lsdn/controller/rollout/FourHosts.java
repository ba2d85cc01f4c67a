package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Four hosts of the fake kernel that hold one generation, to be rolled out to in batches. */
abstract class FourHosts {
    static final List<String> ALL = List.of("a", "b", "c", "d");
    static final Topology OLD =
            Nets.over("a", "b", "c", "d").net("old", 6, "a", "b", "c", "d").done();
    static final Topology NEW =
            Nets.over("a", "b", "c", "d").net("shop", 7, "a", "b", "c", "d").done();

    final FakeHosts hosts = FakeHosts.named("a", "b", "c", "d");
    final Map<String, KernelState> before;

    FourHosts() {
        hosts.run(OLD);
        before = hosts.kernels();
    }

    static Pace pace(int maxFail, Integer... sizes) {
        return new Pace(
                List.of(),
                List.of(sizes).stream().<BatchSize>map(BatchSize.Count::new).toList(),
                BigDecimal.valueOf(maxFail));
    }

    static RolloutSettings settings(Pace pace, OnFailure onFailure) {
        RolloutSettings s = FakeHosts.settings(50, Duration.ofMillis(1500), false);
        return new RolloutSettings(s.holder(), s.forks(), s.timing(), false, false, onFailure, pace);
    }

    RolloutResult run(Topology topology, Pace pace) {
        return run(topology, settings(pace, OnFailure.ROLLBACK), RolloutTasks.NONE);
    }

    RolloutResult run(Topology topology, RolloutSettings settings, RolloutTasks tasks) {
        return hosts.rollout(Participants.of(topology, hosts.inventory(), Set.copyOf(ALL)), settings, tasks)
                .run();
    }

    void asBefore() {
        assertEquals(before, hosts.kernels());
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
        ALL.forEach(h -> assertEquals(Optional.of(1L), hosts.host(h).generation()));
    }

    void isNew(String... names) {
        for (String name : names) {
            assertEquals(List.of(), hosts.host(name).diff(NEW.slice(Set.of(name)), Set.of(name)));
            assertEquals(Optional.of(2L), hosts.host(name).generation());
        }
        assertEquals(Set.of(), FakeHosts.lockedIn(hosts));
    }
}
