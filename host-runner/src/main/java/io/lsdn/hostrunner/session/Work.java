package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Generations;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.apply.Transaction;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Drift;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.hostrunner.diff.Preflight;
import io.lsdn.hostrunner.diff.Presence;
import io.lsdn.hostrunner.diff.UnderlayMtus;
import io.lsdn.netmodel.compile.Announcements;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a session does for its controller: lock, prepare, commit, confirm or roll back. Used by one thread. */
final class Work implements AutoCloseable {
    /** How often an undo that leaves something behind is tried. */
    private static final int UNDO_TRIES = 3;

    private record Prepared(
            Request.Prepare request,
            KernelState desired,
            Plan plan,
            Optional<Generation> last,
            Transaction transaction) {}

    private final Machine machine;
    private final Deadline deadline;
    private final PrintStream log;
    private Optional<Machine.Lock> lock = Optional.empty();
    private Optional<Prepared> prepared = Optional.empty();
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
        try {
            return switch (machine.lock(request.context(), request.holder())) {
                case Machine.Taken(Machine.Lock taken) -> {
                    lock = Optional.of(taken);
                    deadline.set(request.confirmTimeoutMillis());
                    yield new Reply.Locked(request.holder(), Optional.empty());
                }
                case Machine.Held(var holder) -> new Reply.LockHeld(holder);
            };
        } catch (IOException e) {
            return failed(
                    "lock-failed", "cannot take the lock of context " + request.context() + ": " + e.getMessage());
        }
    }

    Reply prepare(Request.Prepare request) {
        if (isOpen()) {
            return failed("protocol", "asked to prepare while something is committed and not confirmed");
        }
        Topology slice = request.slice();
        try {
            Optional<Generation> last = generations(slice.context()).latest();
            Observation actual = observe(slice, last);
            KernelState desired =
                    desired(Presence.withoutMissing(slice, request.claimed(), actual), request.claimed(), actual);
            Preflight preflight = Preflight.check(
                    slice, request.claimed(), desired, actual, machine.surroundings(), request.pending());
            if (!preflight.errors().isEmpty()) {
                return new Reply.Failed(one(preflight.errors()), List.of(), false);
            }
            KernelState present = Presence.withoutMissing(slice, request.claimed(), desired, actual);
            Plan plan = Differ.diff(slice.context(), present, actual, originals(last));
            List<Fault> missing = Features.missing(machine, slice, request.claimed(), plan.changes());
            if (!missing.isEmpty()) {
                return new Reply.Failed(one(missing), List.of(), false);
            }
            var transaction = new Transaction(machine.kernel(), plan.changes());
            prepared = Optional.of(new Prepared(request, present, plan, last, transaction));
            if (lock.isPresent() && !plan.changes().isEmpty()) {
                Optional<Reply> unwritable = tryState(prepared.get());
                if (unwritable.isPresent()) {
                    return unwritable.get();
                }
            }
            return new Reply.Prepared(
                    plan.changes(),
                    last.map(Generation::number),
                    last.map(Generation::members).orElse(List.of()),
                    isConfirmed(request, last),
                    Optional.empty(),
                    preflight.warnings());
        } catch (KernelException e) {
            return failed("kernel-unreadable", "cannot read the kernel: " + e.getMessage());
        } catch (IOException e) {
            return failed("state-unreadable", "cannot read the state of context " + slice.context() + ": " + e);
        }
    }

    /** A state directory that is full or in the way is found now, when nothing is changed yet, and not after the decision. */
    private Optional<Reply> tryState(Prepared p) {
        String context = p.request().slice().context();
        try {
            generations(context).tryWriting(generation(p, "", 0, List.of()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(failed("state-unwritable", "cannot write the state of context " + context + ": " + e));
        }
    }

    private static Generation generation(Prepared p, String rollout, long number, List<Member> members) {
        return new Generation(
                number,
                rollout,
                Instant.now().toString(),
                p.request().slice(),
                p.request().claimed(),
                members,
                p.plan().originals());
    }

    private static boolean isConfirmed(Request.Prepare request, Optional<Generation> last) {
        return last.map(Generation::digest)
                .map(Generation.digest(request.slice(), request.claimed())::equals)
                .orElse(request.slice().nets().isEmpty());
    }

    private static List<Original> originals(Optional<Generation> last) {
        return last.map(Generation::originals).orElse(List.of());
    }

    private static KernelState desired(Topology slice, Set<String> claimed, Observation actual) {
        return Compiler.compile(slice, claimed, UnderlayMtus.of(slice, claimed, actual));
    }

    private Generations generations(String context) {
        return machine.generations(context);
    }

    /** The interfaces of others that matter: those of the slice and those of the generation that it follows. */
    private Observation observe(Topology slice, Optional<Generation> last) throws KernelException {
        var foreign = new LinkedHashSet<>(interfaces(slice));
        last.ifPresent(g -> {
            foreign.addAll(interfaces(g.slice()));
            g.originals().stream().map(Original::link).forEach(foreign::add);
        });
        return machine.kernel().observe(foreign);
    }

    private static Set<String> interfaces(Topology slice) {
        var names = slice.physes().values().stream()
                .map(Phys::interfaceName)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Net net : slice.nets().values()) {
            net.virts().values().stream()
                    .map(Virt::interfaceName)
                    .flatMap(Optional::stream)
                    .forEach(names::add);
        }
        return names;
    }

    private static Fault one(List<Fault> faults) {
        Fault first = faults.getFirst();
        if (faults.size() == 1) {
            return first;
        }
        return new Fault(
                first.code(), faults.stream().map(Fault::message).collect(Collectors.joining("; ")), first.hint());
    }

    Reply commit(Stage stage) {
        if (lock.isEmpty() || prepared.isEmpty()) {
            return failed("protocol", "asked to commit without a lock or without being prepared");
        }
        Prepared p = prepared.get();
        long start = machine.bootMillis();
        Optional<Fault> fault = p.transaction().commit(stage);
        log.printf(
                "%s: %d changes in %d ms%n",
                stage.name().toLowerCase(Locale.ROOT), p.plan().of(stage).size(), machine.bootMillis() - start);
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
        return new Reply.Failed(fault.get(), undo(), false);
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
        Topology slice = p.request().slice();
        try {
            Observation actual = observe(slice, p.last());
            List<PlannedChange> missing = Differ.diff(slice.context(), p.desired(), actual, originals(p.last()))
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

    /** @return what could not be undone, object by object */
    List<String> undo() {
        if (prepared.isEmpty()) {
            return List.of();
        }
        Transaction transaction = prepared.get().transaction();
        List<String> left = transaction.undo();
        for (int tries = 1; tries < UNDO_TRIES && !left.isEmpty(); tries++) {
            left = transaction.undo();
        }
        Session.report(log, left);
        return left;
    }

    Reply confirm(Request.Confirm request) {
        if (confirmed.isPresent() && confirmed.get().generation() == request.generation()) {
            return confirmed.get();
        }
        if (lock.isEmpty() || prepared.isEmpty()) {
            return failed("protocol", "asked to confirm without a lock or without being prepared");
        }
        Prepared p = prepared.get();
        try {
            generations(p.request().slice().context())
                    .write(generation(p, request.rollout(), request.generation(), request.members()));
        } catch (IOException e) {
            return failed("state-unwritable", "cannot record generation " + request.generation() + ": " + e);
        }
        p.transaction().forget();
        var reply = new Reply.Confirmed(request.generation());
        confirmed = Optional.of(reply);
        return reply;
    }

    Reply status(String context) {
        try {
            Optional<Generation> last = generations(context).latest();
            Topology slice = last.map(Generation::slice).orElse(Topology.empty(context));
            Set<String> claimed = last.map(Generation::claimed).orElse(Set.of());
            Observation actual = observe(slice, last);
            Plan plan = Differ.diff(context, desired(slice, claimed, actual), actual, originals(last));
            return new Reply.Status(
                    last.map(Generation::number),
                    last.map(Generation::digest),
                    Drift.describe(plan.changes()),
                    Optional.empty(),
                    machine.holder(context),
                    List.of());
        } catch (KernelException | IOException e) {
            return failed("status-unreadable", "cannot read the state of context " + context + ": " + e.getMessage());
        }
    }

    /** What a rollback to that number would bring back. */
    Reply generation(Request.AskGeneration request) {
        String context = request.context();
        try {
            return generations(context)
                    .upTo(request.upTo())
                    .<Reply>map(g -> new Reply.Recorded(
                            Optional.of(g.number()), Optional.of(g.rollout()), g.slice(), g.claimed(), g.members()))
                    .orElse(new Reply.Recorded(
                            Optional.empty(), Optional.empty(), Topology.empty(context), Set.of(), List.of()));
        } catch (IOException e) {
            return failed("state-unreadable", "cannot read the state of context " + context + ": " + e);
        }
    }

    private static Reply.Failed failed(String code, String message) {
        return new Reply.Failed(new Fault(code, message, ""), List.of(), false);
    }

    /** Undoes what is not confirmed, then lets the lock go. */
    @Override
    public void close() {
        undo();
        lock.ifPresent(Machine.Lock::close);
        lock = Optional.empty();
    }
}
