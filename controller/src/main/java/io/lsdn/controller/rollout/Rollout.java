package io.lsdn.controller.rollout;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** One rollout over all hosts of a play: every host is changed, or every host is as before. Runs once. */
public final class Rollout {
    private final Participants participants;
    private final RolloutSettings settings;
    private final HostGate gate;
    private final RolloutListener listener;
    private final RolloutTasks tasks;
    private final DecisionRecord record;
    private final Expected expected;
    private final Halt halt = new Halt();
    private final FanOut fanOut;

    /** @param participants without errors */
    public Rollout(
            Participants participants,
            RolloutSettings settings,
            HostGate gate,
            RolloutListener listener,
            RolloutTasks tasks,
            DecisionRecord record) {
        this(participants, settings, gate, listener, tasks, record, Expected.ANYTHING);
    }

    /**
     * @param participants without errors
     * @param expected what hosts have to be found like
     */
    public Rollout(
            Participants participants,
            RolloutSettings settings,
            HostGate gate,
            RolloutListener listener,
            RolloutTasks tasks,
            DecisionRecord record,
            Expected expected) {
        if (participants.hasErrors()) {
            throw new IllegalArgumentException("nothing is contacted before the input is clean");
        }
        this.participants = participants;
        this.settings = settings;
        this.gate = gate;
        this.listener = listener;
        this.tasks = tasks;
        this.record = record;
        this.expected = expected;
        this.fanOut = new FanOut(settings.forks());
    }

    /** Turns the rollout round, from another thread: every host is put back. Once the decision is taken this comes too late. */
    public void interrupt() {
        halt.call();
    }

    /** Runs it, in as long as it takes. */
    public RolloutResult run() {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("heartbeats").factory())) {
            var scene = new Scene(participants.topology().context(), settings, gate, listener, clock, halt);
            var run = new Run(
                    scene,
                    participants.inside().stream()
                            .map(p -> new HostRun(scene, p))
                            .toList());
            try {
                return run.carryOut();
            } finally {
                fanOut.unbounded(run.hosts, Rollout::release);
            }
        }
    }

    private static boolean release(HostRun host) {
        host.release();
        return true;
    }

    /** The steps. */
    private final class Run {
        private final long began = System.nanoTime();
        private final Scene scene;
        private final List<HostRun> hosts;

        Run(Scene scene, List<HostRun> hosts) {
            this.scene = scene;
            this.hosts = hosts;
        }

        RolloutResult carryOut() {
            Map<String, Preparation> answers = prepareEverywhere();
            Ending ending = switch (Barrier.pass(participants, answers, settings, expected)) {
                case Turn.End end -> Ending.atBarrier(end, halt.isCalled());
                case Turn.Go go -> commit(go);
            };
            return result(ending);
        }

        private Map<String, Preparation> prepareEverywhere() {
            hosts.forEach(h -> h.phase(RolloutEvent.Phase.WAITING));
            Map<String, Preparation> answers = fanOut.bounded(
                    hosts, HostRun::prepare, new Preparation.NotAsked(), a -> a instanceof Preparation.LockedOut, halt);
            if (!settings.check()) {
                hosts.forEach(h -> answers.computeIfPresent(h.name(), (_, a) -> stillThere(h, a)));
            }
            return answers;
        }

        private static Preparation stillThere(HostRun host, Preparation answer) {
            return answer instanceof Preparation.Ready r
                    ? host.lost()
                            .<Preparation>map(why -> new Preparation.Refused(why, Optional.of(r.instance())))
                            .orElse(r)
                    : answer;
        }

        private Ending commit(Turn.Go go) {
            CommitPlan plan = go.plan();
            fanOut.unbounded(these(plan.skipped().keySet()), Rollout::release);
            return new Commitment(scene, go, these(plan.hosts().keySet()), fanOut, tasks, record).carryOut();
        }

        private List<HostRun> these(Collection<String> names) {
            return hosts.stream().filter(h -> names.contains(h.name())).toList();
        }

        private RolloutResult result(Ending ending) {
            Map<String, HostResult> results = new LinkedHashMap<>();
            for (HostRun h : hosts) {
                HostEnd end = Optional.ofNullable(ending.hosts().get(h.name()))
                        .orElseThrow(() -> new IllegalStateException("no end for " + h.name()));
                HostResult result = h.result(end);
                results.put(h.name(), result);
                listener.on(new RolloutEvent.HostEnded(result));
            }
            return new RolloutResult(
                    settings.holder().rollout(),
                    participants.topology().context(),
                    ending.outcome(),
                    Duration.ofNanos(System.nanoTime() - began),
                    results,
                    ending.warnings(),
                    ending.interrupted(),
                    ending.locked());
        }
    }
}
