package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * From the first barrier to the end: every host of the play is committed, the decision is taken, they confirm; or they go back. A
 * host that fails takes the others back with it, or falls out and is put back alone, as {@link OnFailure} says. Runs once.
 */
final class Commitment {
    private final Scene scene;
    private final Turn.Go go;
    private final List<HostRun> play;
    private final FanOut fanOut;
    private final RolloutTasks tasks;
    private final DecisionRecord record;
    private final Map<String, Fault> fallen = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Undo>> undos = new LinkedHashMap<>();

    Commitment(Scene scene, Turn.Go go, List<HostRun> play, FanOut fanOut, RolloutTasks tasks, DecisionRecord record) {
        this.scene = scene;
        this.go = go;
        this.play = play;
        this.fanOut = fanOut;
        this.tasks = tasks;
        this.record = record;
    }

    Ending carryOut() {
        Optional<Setback> setback = firstOf(
                this::interruption,
                () -> tasks.beforeCommit().map(Setback::of),
                this::writeDown,
                () -> stage(Stage.MAKE),
                () -> stage(Stage.SWITCH),
                () -> stage(Stage.BREAK),
                this::reach,
                () -> tasks.afterCommit().map(Setback::of),
                this::reach,
                this::hear,
                this::interruption,
                this::decide);
        return setback.map(this::rollBack).orElseGet(this::confirm);
    }

    private Optional<Setback> interruption() {
        return scene.halt().isCalled() ? Optional.of(Setback.interruption()) : Optional.empty();
    }

    private Optional<Setback> writeDown() {
        try {
            record.committing();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Setback.of(Faults.notRecorded("this rollout", e)));
        }
    }

    /** All hosts finish a stage before any begins the next. */
    private Optional<Setback> stage(Stage stage) {
        Collection<String> work = go.plan().workOf(stage);
        List<HostRun> busy =
                standing().stream().filter(h -> work.contains(h.name())).toList();
        if (busy.isEmpty()) {
            return Optional.empty();
        }
        scene.step(stage.name().toLowerCase(Locale.ROOT));
        return everywhere(busy, h -> h.commit(stage));
    }

    /** An old connection can outlive a lockout, so each host is reached over a new one. */
    private Optional<Setback> reach() {
        return go.plan().changesAny() ? everywhere(standing(), HostRun::reach) : Optional.empty();
    }

    private Optional<Setback> everywhere(Collection<HostRun> some, Function<HostRun, Optional<Fault>> work) {
        boolean goesOn = scene.settings().onFailure().goesOn();
        Map<String, Optional<Fault>> faults =
                fanOut.bounded(some, work, Optional.empty(), f -> f.isPresent() && !goesOn, scene.halt());
        return judge(faults).or(this::interruption);
    }

    private Optional<Setback> hear() {
        return judge(fanOut.unbounded(standing(), HostRun::hear));
    }

    private Optional<Setback> judge(Map<String, Optional<Fault>> outcomes) {
        Map<String, Fault> faults = new LinkedHashMap<>();
        outcomes.forEach((host, fault) -> fault.ifPresent(f -> faults.put(host, f)));
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        boolean anyLeft = standing().stream().anyMatch(h -> !faults.containsKey(h.name()));
        if (scene.settings().onFailure().goesOn() && anyLeft) {
            List<HostRun> down = standing().stream()
                    .filter(h -> faults.containsKey(h.name()))
                    .toList();
            fallen.putAll(faults);
            down.forEach(h -> undos.put(h.name(), FanOut.start(h, h::undo)));
            return Optional.empty();
        }
        return Optional.of(Setback.of(faults));
    }

    private List<HostRun> standing() {
        return play.stream().filter(h -> !fallen.containsKey(h.name())).toList();
    }

    private Optional<Setback> decide() {
        // This process may have stood still since they were heard.
        Map<String, Optional<Fault>> outcomes = new LinkedHashMap<>();
        standing().forEach(h -> outcomes.put(h.name(), h.wasHeard()));
        Optional<Setback> silent = judge(outcomes);
        if (silent.isPresent()) {
            return silent;
        }
        try {
            record.decided(decision());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Setback.of(Faults.notRecorded("the decision", e)));
        }
    }

    private Decision decision() {
        return new Decision(
                scene.rollout(),
                scene.context(),
                go.plan().generation(),
                scene.settings().pending(),
                standing().stream().map(HostRun::participant).toList(),
                Members.without(fallen.keySet(), go.plan().members()));
    }

    private Ending confirm() {
        scene.step("confirm");
        Decision decision = decision();
        Map<String, Optional<Fault>> unconfirmed = fanOut.unbounded(standing(), h -> h.confirm(decision));
        return Ending.confirmed(go, unconfirmed, fallen, ends());
    }

    private Ending rollBack(Setback setback) {
        scene.step("rollback");
        Map<String, Undo> all = new LinkedHashMap<>(fanOut.unbounded(standing(), HostRun::undo));
        all.putAll(ends());
        return Ending.rolledBack(go, setback.with(fallen), all);
    }

    private Map<String, Undo> ends() {
        Map<String, Undo> ends = new LinkedHashMap<>();
        undos.forEach((host, undo) -> ends.put(host, undo.join()));
        return ends;
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
