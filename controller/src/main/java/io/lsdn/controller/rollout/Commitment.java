package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * From the first barrier to the end: every host of the play is committed, batch by batch, the decision is taken, they confirm; or
 * they go back. A host that fails takes the others back with it, or falls out and is put back alone, as {@link Pace} and {@link
 * OnFailure} say. Runs once.
 */
final class Commitment {
    /** Gives why the rollout turns round. */
    private interface Step extends Supplier<Optional<Setback>> {}

    private final Scene scene;
    private final List<Fault> warnings;
    private final List<HostRun> play;
    private final FanOut fanOut;
    private final RolloutTasks tasks;
    private final DecisionRecord record;
    private final Map<String, Fault> fallen = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Undo>> undos = new LinkedHashMap<>();
    private final Set<String> committed = new LinkedHashSet<>();
    private final Set<String> breakLast = new LinkedHashSet<>();
    private CommitPlan plan;
    private boolean written;

    Commitment(Scene scene, Turn.Go go, List<HostRun> play, FanOut fanOut, RolloutTasks tasks, DecisionRecord record) {
        this.scene = scene;
        this.plan = go.plan();
        this.warnings = go.warnings();
        this.play = play;
        this.fanOut = fanOut;
        this.tasks = tasks;
        this.record = record;
    }

    Ending carryOut() {
        var steps = new ArrayList<Step>();
        for (int batch = 0; batch < plan.batches().each().size(); batch++) {
            steps.addAll(batch(batch));
        }
        steps.addAll(List.of(() -> reach(standing()), this::hear, this::interruption, this::decide));
        return firstOf(steps).map(this::rollBack).orElseGet(this::confirm);
    }

    private List<Step> batch(int batch) {
        return List.of(
                this::interruption,
                () -> begin(batch),
                () -> tasks(batch, tasks::beforeCommit),
                () -> tasks.anyBefore() ? diffAgain(batch) : Optional.empty(),
                this::writeDown,
                () -> stage(Stage.MAKE, standing(batch)),
                () -> stage(Stage.SWITCH, standing(batch)),
                () -> stage(Stage.BREAK, breaking(batch)),
                () -> reach(reached(batch)),
                () -> tasks(batch, tasks::afterCommit));
    }

    private Optional<Setback> interruption() {
        return scene.halt().isCalled() ? Optional.of(Setback.interruption()) : Optional.empty();
    }

    /** A batch after the first begins only if the hosts before it are still there; it has waited, so it is looked at again. */
    private Optional<Setback> begin(int batch) {
        if (batch == 0) {
            return Optional.empty();
        }
        scene.step("batch " + (batch + 1) + " of " + plan.batches().each().size());
        Map<String, Optional<Fault>> lost = new LinkedHashMap<>();
        standing().stream().filter(h -> committed.contains(h.name())).forEach(h -> lost.put(h.name(), h.lost()));
        return judge(lost).or(() -> diffAgain(batch));
    }

    private Optional<Setback> diffAgain(int batch) {
        Map<String, Answer> answers = fanOut.bounded(
                standing(batch), HostRun::prepareAgain, new Answer.None(Faults.TURNED), _ -> false, scene.halt());
        Optional<Setback> interruption = interruption();
        if (interruption.isPresent()) {
            return interruption;
        }
        Map<String, Optional<Fault>> faults = new LinkedHashMap<>();
        answers.forEach((host, answer) -> {
            if (answer instanceof Answer.Got(Reply.Prepared p)) {
                plan = plan.with(host, p);
            } else {
                faults.put(host, Optional.of(Caller.whyNot(answer)));
            }
        });
        return judge(faults);
    }

    /** A batch that changes nothing has no tasks: nobody is drained for nothing. */
    private Optional<Setback> tasks(int batch, Function<Moment, TaskFaults> run) {
        List<String> hosts = names(standing(batch));
        if (hosts.stream().noneMatch(plan::changes)) {
            return Optional.empty();
        }
        RolloutResult soFar = new SoFar(scene, plan, play, fallen).with(committed);
        TaskFaults faults =
                run.apply(new Moment(batch + 1, plan.batches().each().size(), hosts, soFar));
        Optional<Setback> interruption = interruption();
        if (interruption.isPresent()) {
            return interruption;
        } else if (!faults.general().isEmpty()) {
            return Optional.of(Setback.of(faults));
        }
        return judge(faults.hosts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> Optional.of(e.getValue()))));
    }

    private Optional<Setback> writeDown() {
        if (written) {
            return Optional.empty();
        }
        try {
            record.committing();
            written = true;
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Setback.of(Faults.notRecorded("this rollout", e)));
        }
    }

    /** All hosts finish a stage before any begins the next. */
    private Optional<Setback> stage(Stage stage, List<HostRun> hosts) {
        Collection<String> work = plan.workOf(stage);
        List<HostRun> busy = hosts.stream().filter(h -> work.contains(h.name())).toList();
        if (busy.isEmpty()) {
            return Optional.empty();
        }
        scene.step(stage.name().toLowerCase(Locale.ROOT));
        return everywhere(busy, h -> h.commit(stage));
    }

    /** What may still serve hosts of later batches is broken with the last one. */
    private List<HostRun> breaking(int batch) {
        if (plan.batches().isLast(batch)) {
            return withLate(standing(batch));
        }
        Set<String> later = physes(plan.batches().after(batch));
        Collection<String> work = plan.workOf(Stage.BREAK);
        List<HostRun> busy =
                standing(batch).stream().filter(h -> work.contains(h.name())).toList();
        Map<String, Boolean> bound = fanOut.bounded(
                busy,
                h -> h.confirmed()
                        .map(before -> Ties.bind(before, h.participant().slice(), later))
                        .orElse(true),
                true,
                _ -> false,
                scene.halt());
        bound.forEach((host, waits) -> {
            if (waits) {
                breakLast.add(host);
            }
        });
        return busy.stream().filter(h -> !breakLast.contains(h.name())).toList();
    }

    /** Of hosts: those that they are, and those that they were in the last generation. */
    private Set<String> physes(Collection<String> hosts) {
        Set<String> physes = new LinkedHashSet<>();
        play.stream()
                .filter(h -> hosts.contains(h.name()))
                .forEach(h -> physes.addAll(h.participant().claims()));
        Members.latest(plan.hosts().values()).stream()
                .filter(m -> hosts.contains(m.host()))
                .forEach(m -> physes.addAll(m.physes()));
        return physes;
    }

    private List<HostRun> reached(int batch) {
        List<HostRun> now = standing(batch);
        committed.addAll(names(now));
        return plan.batches().isLast(batch) ? withLate(now) : now;
    }

    private List<HostRun> withLate(List<HostRun> batch) {
        return standing().stream()
                .filter(h -> batch.contains(h) || breakLast.contains(h.name()))
                .toList();
    }

    /** An old connection can outlive a lockout, so each host is reached over a new one. */
    private Optional<Setback> reach(List<HostRun> hosts) {
        return plan.changesAny() ? everywhere(hosts, HostRun::reach) : Optional.empty();
    }

    private Optional<Setback> everywhere(Collection<HostRun> some, Function<HostRun, Optional<Fault>> work) {
        boolean strict =
                !scene.settings().onFailure().goesOn() && plan.batches().isStrict();
        Map<String, Optional<Fault>> faults =
                fanOut.bounded(some, work, Optional.empty(), f -> f.isPresent() && strict, scene.halt());
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
        List<String> good =
                names(standing()).stream().filter(h -> !faults.containsKey(h)).toList();
        boolean few = scene.settings().onFailure().goesOn() || plan.batches().tolerate(good);
        if (few && !good.isEmpty()) {
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

    private List<HostRun> standing(int batch) {
        List<String> names = plan.batches().each().get(batch);
        return standing().stream().filter(h -> names.contains(h.name())).toList();
    }

    private static List<String> names(Collection<HostRun> hosts) {
        return hosts.stream().map(HostRun::name).toList();
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
                plan.generation(),
                scene.settings().pending(),
                standing().stream().map(HostRun::participant).toList(),
                Members.without(fallen.keySet(), plan.members()));
    }

    private Ending confirm() {
        scene.step("confirm");
        Decision decision = decision();
        Map<String, Optional<Fault>> unconfirmed = fanOut.unbounded(standing(), h -> h.confirm(decision));
        return Ending.confirmed(gone(), unconfirmed, fallen, ends());
    }

    private Ending rollBack(Setback setback) {
        scene.step("rollback");
        Map<String, Undo> all = new LinkedHashMap<>(fanOut.unbounded(standing(), HostRun::undo));
        all.putAll(ends());
        return Ending.rolledBack(gone(), setback.with(fallen), all);
    }

    private Map<String, Undo> ends() {
        Map<String, Undo> ends = new LinkedHashMap<>();
        undos.forEach((host, undo) -> ends.put(host, undo.join()));
        return ends;
    }

    /** What was done in the end. */
    private Turn.Go gone() {
        return new Turn.Go(plan, warnings);
    }

    /** Does one after the other until one turns the rollout round. */
    private static Optional<Setback> firstOf(List<Step> steps) {
        for (Step step : steps) {
            Optional<Setback> setback = step.get();
            if (setback.isPresent()) {
                return setback;
            }
        }
        return Optional.empty();
    }
}
