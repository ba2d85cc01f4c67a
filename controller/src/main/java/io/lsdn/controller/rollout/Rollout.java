package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

/** One rollout over all hosts of a play: every host is changed, or every host is as before. Runs once. */
public final class Rollout {
    private final Participants participants;
    private final RolloutSettings settings;
    private final HostGate gate;
    private final RolloutListener listener;
    private final RolloutTasks tasks;
    private final DecisionRecord record;
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
        if (participants.hasErrors()) {
            throw new IllegalArgumentException("nothing is contacted before the input is clean");
        }
        this.participants = participants;
        this.settings = settings;
        this.gate = gate;
        this.listener = listener;
        this.tasks = tasks;
        this.record = record;
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
            var run = new Run(participants.inside().stream()
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
        private final List<HostRun> hosts;

        Run(List<HostRun> hosts) {
            this.hosts = hosts;
        }

        RolloutResult carryOut() {
            Map<String, Preparation> answers = prepareEverywhere();
            Ending ending = switch (Barrier.pass(participants, answers, settings.check())) {
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
            List<HostRun> play = these(plan.hosts().keySet());
            fanOut.unbounded(these(plan.skipped().keySet()), Rollout::release);
            Optional<Setback> setback = firstOf(
                    this::interruption,
                    () -> tasks.beforeCommit().map(Setback::of),
                    () -> stage(plan, Stage.MAKE),
                    () -> stage(plan, Stage.SWITCH),
                    () -> stage(plan, Stage.BREAK),
                    () -> reach(plan, play),
                    () -> tasks.afterCommit().map(Setback::of),
                    () -> reach(plan, play),
                    () -> hear(play),
                    this::interruption,
                    () -> decide(plan, play));
            return setback.map(s -> rollBack(go, s, play)).orElseGet(() -> confirm(go, play));
        }

        private Optional<Setback> interruption() {
            return halt.isCalled() ? Optional.of(Setback.interruption()) : Optional.empty();
        }

        /** All hosts finish a stage before any begins the next. */
        private Optional<Setback> stage(CommitPlan plan, Stage stage) {
            List<HostRun> busy = these(plan.workOf(stage));
            if (busy.isEmpty()) {
                return Optional.empty();
            }
            listener.on(new RolloutEvent.Step(stage.name().toLowerCase(Locale.ROOT)));
            return everywhere(busy, h -> h.commit(stage));
        }

        /** An old connection can outlive a lockout, so each host is reached over a new one. */
        private Optional<Setback> reach(CommitPlan plan, List<HostRun> play) {
            return plan.changesAny() ? everywhere(play, HostRun::reach) : Optional.empty();
        }

        private Optional<Setback> everywhere(Collection<HostRun> some, Function<HostRun, Optional<Fault>> work) {
            Map<String, Optional<Fault>> faults =
                    fanOut.bounded(some, work, Optional.empty(), Optional::isPresent, halt);
            return setback(faults).or(this::interruption);
        }

        private Optional<Setback> hear(List<HostRun> play) {
            return setback(fanOut.unbounded(play, HostRun::hear));
        }

        private static Optional<Setback> setback(Map<String, Optional<Fault>> outcomes) {
            Map<String, Fault> faults = new LinkedHashMap<>();
            outcomes.forEach((host, fault) -> fault.ifPresent(f -> faults.put(host, f)));
            return faults.isEmpty() ? Optional.empty() : Optional.of(Setback.of(faults));
        }

        private Optional<Setback> decide(CommitPlan plan, List<HostRun> play) {
            try {
                record.decided(decision(plan, play));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(Setback.of(Faults.notRecorded(String.valueOf(e.getMessage()))));
            }
        }

        private Decision decision(CommitPlan plan, List<HostRun> play) {
            return new Decision(
                    settings.holder().rollout(),
                    participants.topology().context(),
                    plan.generation(),
                    play.stream().map(HostRun::participant).toList(),
                    plan.members());
        }

        private Ending confirm(Turn.Go go, List<HostRun> play) {
            listener.on(new RolloutEvent.Step("confirm"));
            Decision decision = decision(go.plan(), play);
            return Ending.confirmed(go, fanOut.unbounded(play, h -> h.confirm(decision)));
        }

        private Ending rollBack(Turn.Go go, Setback setback, List<HostRun> play) {
            listener.on(new RolloutEvent.Step("rollback"));
            return Ending.rolledBack(go, setback, fanOut.unbounded(play, HostRun::undo));
        }

        private List<HostRun> these(Collection<String> names) {
            return hosts.stream().filter(h -> names.contains(h.name())).toList();
        }

        private RolloutResult result(Ending ending) {
            Map<String, HostResult> results = new LinkedHashMap<>();
            for (HostRun h : hosts) {
                HostEnd end = Optional.ofNullable(ending.hosts().get(h.name()))
                        .orElseThrow(() -> new IllegalStateException("no end for " + h.name()));
                HostResult result = new HostResult(
                        h.name(),
                        end.outcome(),
                        end.generation(),
                        h.plan(),
                        h.age(),
                        end.error(),
                        end.left(),
                        h.warnings(),
                        h.isRecovered());
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

    /** Does one after the other until one turns the rollout round. */
    @SafeVarargs
    private static Optional<Setback> firstOf(Supplier<Optional<Setback>>... steps) {
        for (Supplier<Optional<Setback>> step : steps) {
            Optional<Setback> setback = step.get();
            if (setback.isPresent()) {
                return setback;
            }
        }
        return Optional.empty();
    }
}
