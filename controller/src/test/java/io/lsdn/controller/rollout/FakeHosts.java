package io.lsdn.controller.rollout;

import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Machines in memory and the way to them. */
final class FakeHosts implements HostGate {
    static final Holder US = new Holder("01JD0000000000000000000005", "ann", "desk", 41, "2026-01-02T03:04:05Z");

    private final Map<String, FakeHost> hosts = new LinkedHashMap<>();
    private final AtomicInteger inProgress = new AtomicInteger();
    private final AtomicInteger mostInProgress = new AtomicInteger();
    final List<RolloutEvent> events = new CopyOnWriteArrayList<>();
    final List<Decision> decisions = new CopyOnWriteArrayList<>();

    static FakeHosts named(String... names) {
        var all = new FakeHosts();
        for (String name : names) {
            all.hosts.put(name, new FakeHost(name));
        }
        return all;
    }

    FakeHost host(String name) {
        return Objects.requireNonNull(hosts.get(name));
    }

    List<PlayHost> inventory() {
        return hosts.keySet().stream()
                .map(n -> new PlayHost(n, "192.0.2." + n.length(), Optional.empty(), Optional.empty()))
                .toList();
    }

    Map<String, KernelState> kernels() {
        return hosts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().kernel()));
    }

    int mostOpenedAtOnce() {
        return mostInProgress.get();
    }

    @Override
    public Opening open(String host, GateWatch watch) {
        mostInProgress.accumulateAndGet(inProgress.incrementAndGet(), Math::max);
        try {
            watch.log("opened");
            return host(host).open();
        } finally {
            inProgress.decrementAndGet();
        }
    }

    @Override
    public Optional<Fault> reach(String host) {
        return host(host).reach();
    }

    /** Patient where nothing is to be lost. */
    static RolloutSettings settings() {
        return settings(50, Duration.ofSeconds(30), false);
    }

    static RolloutSettings settings(int forks, Duration confirm, boolean check) {
        var timing = new Timing(
                confirm,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                Duration.ofMillis(1),
                Duration.ofMillis(200),
                Duration.ofMillis(1));
        return new RolloutSettings(US, forks, timing, check, false, OnFailure.ROLLBACK);
    }

    Rollout rollout(Topology topology, RolloutSettings settings) {
        return rollout(Participants.of(topology, inventory(), hosts.keySet()), settings, RolloutTasks.NONE);
    }

    Rollout rollout(Participants participants, RolloutSettings settings, RolloutTasks tasks) {
        return new Rollout(participants, settings, this, events::add, tasks, decisions::add);
    }

    RolloutResult run(Topology topology) {
        return rollout(topology, settings()).run();
    }

    /** How each host ended, in the order of the inventory. */
    static List<HostOutcome> outcomes(RolloutResult result) {
        return new ArrayList<>(
                result.hosts().values().stream().map(HostResult::outcome).toList());
    }

    static Set<String> lockedIn(FakeHosts hosts) {
        return hosts.hosts.entrySet().stream()
                .filter(e -> e.getValue().lock().isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
