package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Journal;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Transaction;
import io.lsdn.hostrunner.boot.BootDirectory;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Drift;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.hostrunner.recovery.Recoverer;
import io.lsdn.netmodel.compile.Announcements;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a session does for its controller: lock, prepare, commit, confirm or roll back. Used by one thread. */
final class Work implements AutoCloseable {
    private record Locked(Machine.Lock lock, String context, Holder holder, boolean keep) {}

    private final Machine machine;
    private final Deadline deadline;
    private final PrintStream log;
    private Optional<Locked> locked = Optional.empty();
    private Optional<Prepared> prepared = Optional.empty();
    /** What is written down of the commit under way. */
    private Optional<Journal.Entry> open = Optional.empty();

    private Optional<Reply.Confirmed> confirmed = Optional.empty();

    Work(Machine machine, Deadline deadline, PrintStream log) {
        this.machine = machine;
        this.deadline = deadline;
        this.log = log;
    }

    /** Whether something is committed and not confirmed. */
    boolean isOpen() {
        return prepared.map(Prepared::transaction).filter(Transaction::isOpen).isPresent();
    }

    Reply lock(Request.Lock request) {
        String context = request.context();
        try {
            return switch (machine.lock(context, request.holder())) {
                case Machine.Taken(Machine.Lock taken) -> {
                    locked = Optional.of(new Locked(taken, context, request.holder(), request.keep()));
                    deadline.set(request.confirmTimeoutMillis());
                    deadline.watch(taken::until);
                    yield new Reply.Locked(request.holder(), recover(context));
                }
                case Machine.Held(var holder) -> new Reply.LockHeld(holder);
            };
        } catch (IOException e) {
            unlock();
            return failed("state-unreadable", "cannot lock context " + context + ": " + e.getMessage());
        }
    }

    private Optional<Recovery> recover(String context) throws IOException {
        ContextState state = machine.state(context);
        state.files().sweep();
        return new Recoverer(machine.kernel(), context, state, machine.bootId(), log).recover();
    }

    Reply prepare(Request.Prepare request) {
        if (isOpen()) {
            return failed("protocol", "asked to prepare while something is committed and not confirmed");
        }
        String context = request.slice().context();
        try {
            return switch (Preparing.of(machine, request, locked.isPresent())) {
                case Preparing.Refused(Fault why) -> new Reply.Failed(why, List.of(), false);
                case Preparing.Ready(Prepared p, List<Fault> warnings) -> {
                    prepared = Optional.of(p);
                    yield locked.flatMap(l -> tryState(p, l))
                            .orElse(p.reply(
                                    warnings,
                                    locked.isPresent()
                                            ? Optional.empty()
                                            : machine.state(context).journal().unfinished(p.last())));
                }
            };
        } catch (KernelException e) {
            return failed("kernel-unreadable", "cannot read the kernel: " + e.getMessage());
        } catch (IOException e) {
            return failed("state-unreadable", "cannot read the state of context " + context + ": " + e.getMessage());
        }
    }

    /** A state directory that is full or in the way is found now, when nothing is changed yet, and not after the decision. */
    private Optional<Reply> tryState(Prepared p, Locked l) {
        try {
            machine.state(l.context()).journal().tryWriting(entry(p, l), p.generation("", 0, List.of()));
            return Optional.empty();
        } catch (IOException e) {
            prepared = Optional.empty();
            return Optional.of(failed(
                    "state-unwritable", "cannot write the state of context " + l.context() + ": " + e.getMessage()));
        }
    }

    private Journal.Entry entry(Prepared p, Locked l) throws IOException {
        return new Journal.Entry(
                machine.bootId(),
                l.holder(),
                p.last().map(Generation::number),
                false,
                p.before().objects(),
                p.before().hooks(),
                p.before().originals());
    }

    Reply commit(Stage stage) {
        if (locked.isEmpty() || prepared.isEmpty()) {
            return failed("protocol", "asked to commit without a lock or without being prepared");
        }
        Prepared p = prepared.get();
        long start = machine.bootMillis();
        long busy = machine.kernel().busyNanos();
        Optional<Fault> fault =
                writeDown(p, locked.get()).or(() -> p.transaction().commit(stage));
        log.printf(
                "%s: %d changes in %d ms, the kernel's part %d ms%n",
                stage.name().toLowerCase(Locale.ROOT),
                p.plan().of(stage).size(),
                machine.bootMillis() - start,
                TimeUnit.NANOSECONDS.toMillis(machine.kernel().busyNanos() - busy));
        if (fault.isEmpty() && stage == Stage.SWITCH) {
            announce(p);
        }
        if (fault.isEmpty() && isLastWork(p.plan(), stage)) {
            fault = verify(p);
        }
        if (fault.isEmpty()) {
            return new Reply.StageDone(stage);
        }
        log.println("commit failed: " + fault.get().message());
        boolean keeps = locked.get().keep() && p.transaction().isOpen();
        if (keeps) {
            keep(p);
        }
        return new Reply.Failed(fault.get(), undo(), keeps);
    }

    /** Before the kernel is touched for the first time. */
    private Optional<Fault> writeDown(Prepared p, Locked l) {
        if (open.isPresent() || p.plan().changes().isEmpty()) {
            return Optional.empty();
        }
        try {
            Journal.Entry entry = entry(p, l);
            machine.state(l.context()).journal().write(entry);
            open = Optional.of(entry);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Fault(
                    "state-unwritable",
                    "cannot write the journal of context " + l.context() + ", so nothing was begun: " + e.getMessage(),
                    "free space in lsdn_dir"));
        }
    }

    /** What was applied stays until somebody takes the lock. */
    private void keep(Prepared p) {
        p.transaction().forget();
        try {
            machine.state(p.context()).journal().write(open.orElseThrow().asKept());
        } catch (IOException e) {
            log.println("cannot mark the journal as kept: " + e.getMessage());
        }
        open = Optional.empty();
    }

    /** Who moved here is looked for here from now on; what could not be told is learned from its next frame. */
    private void announce(Prepared p) {
        List<String> failures = machine.kernel()
                .announce(
                        Announcements.of(p.request().slice(), p.request().claimed(), p.desired(), p.plan()::makesPort));
        failures.forEach(log::println);
    }

    /** A host without work for a stage is not asked, so the read-back belongs to the last stage that has some. */
    private static boolean isLastWork(Plan plan, Stage stage) {
        return plan.changes().stream().map(PlannedChange::stage).noneMatch(s -> s.compareTo(stage) > 0);
    }

    /** The kernel is the truth: what it says it did is read back. */
    private Optional<Fault> verify(Prepared p) {
        try {
            Observation actual = machine.kernel().observe(p.assignment().interfaces(p.last()));
            List<PlannedChange> missing = Differ.diff(p.context(), p.desired(), actual, Survey.originals(p.last()))
                    .changes();
            return missing.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Fault(
                            "read-back-differs",
                            "after the commit the kernel does not hold what was asked: "
                                    + String.join("; ", Drift.describe(missing)),
                            "something else on this host changes the same interfaces"));
        } catch (KernelException e) {
            return Optional.of(new Fault("kernel-unreadable", "cannot read the kernel back: " + e.getMessage(), ""));
        }
    }

    Reply rollback() {
        return new Reply.RolledBack(undo());
    }

    /** @return what could not be undone, object by object; then the journal stays, and the next session tries again */
    List<String> undo() {
        if (prepared.isEmpty() || open.isEmpty()) {
            return List.of();
        }
        Prepared p = prepared.get();
        List<String> left = p.transaction().undo();
        if (!left.isEmpty()) {
            left = Recoverer.restore(machine.kernel(), p.context(), open.get());
        }
        if (left.isEmpty()) {
            close(p);
        }
        left.forEach(l -> log.println("not undone: " + l));
        return left;
    }

    /** Nothing is open any more. */
    private void close(Prepared p) {
        p.transaction().forget();
        open = Optional.empty();
        try {
            machine.state(p.context()).journal().remove();
        } catch (IOException e) {
            // The next session finds nothing to do, or that it was confirmed.
            log.println("cannot remove the journal: " + e.getMessage());
        }
    }

    Reply confirm(Request.Confirm request) {
        if (confirmed.isPresent() && confirmed.get().generation() == request.generation()) {
            return confirmed.get();
        }
        if (locked.isEmpty() || !locked.get().holder().rollout().equals(request.rollout())) {
            return failed(
                    "other-rollout", "asked to confirm rollout " + request.rollout() + ", which has no lock here");
        }
        String context = locked.get().context();
        try {
            if (!isPast(request, context)) {
                if (prepared.isEmpty()) {
                    return failed("protocol", "asked to confirm without being prepared");
                }
                Prepared p = prepared.get();
                machine.state(context)
                        .generations()
                        .write(p.generation(request.rollout(), request.generation(), request.members()));
                close(p);
                keepForBoot(p);
            }
        } catch (IOException e) {
            return failed(
                    "state-unwritable", "cannot record generation " + request.generation() + ": " + e.getMessage());
        }
        var reply = new Reply.Confirmed(request.generation());
        confirmed = Optional.of(reply);
        return reply;
    }

    /** Whoever wrote the generation is who builds it at boot. What came too late for this commit is asked for now. */
    private void keepForBoot(Prepared p) {
        try {
            BootDirectory boot = machine.boot();
            boot.confirmed(p.context(), p.assignment().ownInterfaces());
            if (!p.pending().isEmpty() && boot.isInstalled(p.context())) {
                boot.request();
            }
        } catch (IOException e) {
            // It was decided, and is recorded: boot says itself when it can not read it.
            log.println("cannot keep this runner for boot: " + e.getMessage());
        }
    }

    /** An earlier session of the same rollout confirmed it, and its answer was lost. */
    private boolean isPast(Request.Confirm request, String context) throws IOException {
        return open.isEmpty()
                && machine.state(context)
                        .latest()
                        .filter(g -> g.number() == request.generation()
                                && g.rollout().equals(request.rollout()))
                        .isPresent();
    }

    static Reply.Failed failed(String code, String message) {
        return new Reply.Failed(new Fault(code, message, ""), List.of(), false);
    }

    /** Undoes what is not confirmed, then lets the lock go. */
    @Override
    public void close() {
        undo();
        unlock();
    }

    private void unlock() {
        deadline.watch(_ -> {});
        locked.ifPresent(l -> l.lock().close());
        locked = Optional.empty();
    }
}
