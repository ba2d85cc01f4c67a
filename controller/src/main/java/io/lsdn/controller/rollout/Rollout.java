package io.lsdn.controller.rollout;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        tasks.interrupt();
    }

    /** Runs it, in as long as it takes. */
    public RolloutResult run() {
        var scene = new Scene(participants.topology().context(), settings, gate, listener, halt);
        long began = scene.time().nanos();
        return attempt(scene, began, true)
                .or(() -> attempt(scene, began, false))
                .orElseThrow();
    }

    /** @return empty if a rollout that was in the way has gone out of it, so that it is worth another attempt */
    private Optional<RolloutResult> attempt(Scene scene, long began, boolean patient) {
        var run = new Run(scene, began);
        try {
            Map<String, Preparation> answers = run.prepareEverywhere();
            return patient && run.wasGivenWay(answers) ? Optional.empty() : Optional.of(run.carryOut(answers));
        } finally {
            run.release();
        }
    }

    private static boolean release(HostRun host) {
        host.release();
        return true;
    }

    /** The steps. */
    private final class Run {
        private final Scene scene;
        private final long began;
        private final List<HostRun> hosts;

        Run(Scene scene, long began) {
            this.scene = scene;
            this.began = began;
            this.hosts = participants.inside().stream()
                    .map(p -> new HostRun(scene, p))
                    .toList();
        }

        void release() {
            fanOut.unbounded(hosts, Rollout::release);
        }

        RolloutResult carryOut(Map<String, Preparation> answers) {
            Ending ending = switch (Barrier.pass(participants, answers, settings, expected)) {
                case Turn.End end -> Ending.atBarrier(end, halt.isCalled());
                case Turn.Go go -> commit(go);
            };
            return result(ending);
        }

        /**
         * A younger rollout was not out of our way in time. It may meet our locks at this very moment and give way to us who give
         * way to it: so once nothing of ours is in its way, its locks are looked at for a while longer.
         */
        boolean wasGivenWay(Map<String, Preparation> answers) {
            List<HostRun> contested = hosts.stream()
                    .filter(h -> answers.get(h.name()) instanceof Preparation.LockedOut l
                            && l.by() == Preparation.LockedOut.By.YOUNGER)
                    .toList();
            if (contested.isEmpty() || halt.isCalled()) {
                return false;
            }
            release();
            return !fanOut.unbounded(contested, HostRun::isUnlockedInTime).containsValue(false);
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
                    scene.time().since(began),
                    results,
                    ending.warnings(),
                    ending.interrupted(),
                    ending.locked());
        }
    }
}
