package io.lsdn.hostrunner.local;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.session.Machine;
import io.lsdn.hostrunner.session.Respondent;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.draft.Draft;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import io.lsdn.netmodel.wire.Ulid;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One commit: a rollout whose only host is this machine, asked in the same process what others ask over SSH. */
final class LocalCommit {
    /** As {@code lsctl} calls the machine. */
    private static final String NAME = "localhost";

    private static final String ADDRESS = "127.0.0.1";

    /** Until a program that is stopped in a commit loses its lock to the next one, milliseconds. */
    private static final long CONFIRM_TIMEOUT = 30_000;

    private final LocalThread thread;
    private final Respondent respondent;
    private final Hooks hooks;
    private final Consumer<Diagnostic> callback;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final Holder holder;
    /** What was carried here by the last confirmed generation. */
    private Map<Carried.Name, Carried> before = Map.of();

    private final Map<Carried.Name, Carried> fresh = new LinkedHashMap<>();

    LocalCommit(Machine machine, LocalThread thread, Hooks hooks, PrintStream log, Consumer<Diagnostic> callback) {
        this.thread = thread;
        this.respondent = Respondent.inProcess(machine, log);
        this.hooks = hooks;
        this.callback = callback;
        this.holder = new Holder(
                Ulid.next(InstantSource.system(), new SecureRandom()),
                System.getProperty("user.name", "unknown"),
                machine.hostname(),
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /**
     * @param model what is committed
     * @param told whose hooks are told
     */
    CommitOutcome run(Draft model, Draft told) {
        CommitOutcome outcome;
        try {
            outcome = lock(model);
        } catch (RuntimeException | Error e) {
            settle();
            takeBack(told, _ -> {});
            throw e;
        }
        settle();
        if (outcome.isDone()) {
            bringDown(model, told);
        } else {
            takeBack(told, callback);
        }
        return outcome;
    }

    /** What is not confirmed is taken back, and the lock is free. */
    private void settle() {
        thread.call(() -> {
            respondent.close();
            return holder;
        });
    }

    private Reply ask(Request request) {
        return thread.call(() -> respondent.answer(request));
    }

    private CommitOutcome lock(Draft model) {
        return switch (ask(new Request.Lock(model.context(), holder, CONFIRM_TIMEOUT, false))) {
            case Reply.Locked(Holder _, Optional<Recovery> recovery) -> {
                recovery.map(LocalCommit::warning).ifPresent(callback);
                yield recall(model);
            }
            case Reply.LockHeld(Holder other) ->
                refused(new Fault(
                        "locked",
                        "somebody else holds the lock of context " + model.context() + ": " + other,
                        "wait until that has ended, then commit again"));
            case Reply other -> failed(other);
        };
    }

    /** What is to be shut down has to be known before it is gone. */
    private CommitOutcome recall(Draft model) {
        // Where there is none that can be believed, the preparation says what is wrong with the state.
        if (ask(new Request.AskGeneration(model.context(), Long.MAX_VALUE)) instanceof Reply.Recorded last) {
            before = Carried.of(last.slice(), last.claimed());
        }
        return start(model);
    }

    private CommitOutcome start(Draft model) {
        Optional<Diagnostic> failure = hooks.startUp(model, fresh);
        failure.ifPresent(this::tellProblem);
        if (failure.isPresent() || !model.validate(p -> tellProblem(p.toDiagnostic(Optional.empty())))) {
            return new CommitOutcome.Failed(errors, List.of());
        }
        Set<String> claimed = model.claimed();
        return prepare(model.topology().slice(claimed), claimed);
    }

    private CommitOutcome prepare(Topology slice, Set<String> claimed) {
        Reply reply = ask(new Request.Prepare(slice, claimed, false));
        return reply instanceof Reply.Prepared prepared ? apply(slice, claimed, prepared) : failed(reply);
    }

    private CommitOutcome apply(Topology slice, Set<String> claimed, Reply.Prepared prepared) {
        prepared.warnings().forEach(w -> callback.accept(diagnostic(Severity.WARNING, w)));
        if (prepared.changes().isEmpty() && prepared.confirmed()) {
            return new CommitOutcome.Unchanged();
        }
        for (Stage stage : stages(prepared.changes())) {
            Reply done = ask(new Request.Commit(stage));
            if (!(done instanceof Reply.StageDone)) {
                return failed(done);
            }
        }
        long number = prepared.generation().orElse(0L) + 1;
        var self = new Member(NAME, claimed, ADDRESS, Optional.of(Generation.digest(slice, claimed)));
        Reply confirmed = ask(new Request.Confirm(holder.rollout(), number, List.of(self)));
        return confirmed instanceof Reply.Confirmed
                ? new CommitOutcome.Committed(number, prepared.changes())
                : failed(confirmed);
    }

    /** Those that have work, in their order. */
    private static List<Stage> stages(List<PlannedChange> changes) {
        return changes.stream().map(PlannedChange::stage).distinct().sorted().toList();
    }

    /** What the machine carries no more. */
    private void bringDown(Draft model, Draft told) {
        var gone = new LinkedHashMap<>(before);
        gone.putAll(hooks.started(model.context()));
        gone.keySet().removeAll(Carried.of(model.topology(), model.claimed()).keySet());
        hooks.forget(gone);
        hooks.shutDown(gone, told, callback);
    }

    /** What this commit was to bring. */
    private void takeBack(Draft told, Consumer<Diagnostic> problems) {
        hooks.forget(fresh);
        fresh.keySet().removeAll(before.keySet());
        hooks.shutDown(fresh, told, problems);
    }

    private void tellProblem(Diagnostic problem) {
        if (problem.isError()) {
            errors.add(problem);
        }
        callback.accept(problem);
    }

    private CommitOutcome failed(Reply reply) {
        if (!(reply instanceof Reply.Failed failed)) {
            throw new IllegalStateException("no answer to this: " + reply);
        }
        tellProblem(diagnostic(Severity.ERROR, failed.fault()));
        return new CommitOutcome.Failed(errors, failed.left());
    }

    private CommitOutcome refused(Fault why) {
        return failed(new Reply.Failed(why, List.of(), false));
    }

    private static Diagnostic warning(Recovery recovery) {
        return new Diagnostic(
                Severity.WARNING,
                "recovered",
                Optional.empty(),
                "",
                "a commit that did not end"
                        + recovery.whose().map(h -> " (" + h + ")").orElse("") + " was taken back first"
                        + (recovery.left().isEmpty() ? "" : "; left are " + String.join("; ", recovery.left())),
                Optional.empty());
    }

    private static Diagnostic diagnostic(Severity severity, Fault fault) {
        return new Diagnostic(
                severity,
                fault.code(),
                Optional.empty(),
                "",
                fault.message(),
                Optional.of(fault.hint()).filter(h -> !h.isEmpty()));
    }
}
