package io.lsdn.controller.rollout;

import io.lsdn.controller.rollout.Caller.Call;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Rolls one host back. Its runner is told to; if it does not answer, it undoes by its own timer, and a second runner is asked
 * over a new connection whether that was done: the first one holds the lock until then, and the host is as before if the same
 * slice gives the same plan.
 */
final class Undoing {
    private final Scene scene;
    private final Caller caller;
    private final Dialogue dialogue;
    private final List<PlannedChange> plan;
    private final Supplier<Optional<Reply.Failed>> failure;

    /**
     * @param plan what was prepared
     * @param failure the runner's own report that it failed and undid
     */
    Undoing(
            Scene scene,
            Caller caller,
            Dialogue dialogue,
            List<PlannedChange> plan,
            Supplier<Optional<Reply.Failed>> failure) {
        this.scene = scene;
        this.caller = caller;
        this.dialogue = dialogue;
        this.plan = plan;
        this.failure = failure;
    }

    Undo carryOut() {
        return reported().orElseGet(this::rollBack);
    }

    private Undo rollBack() {
        CompletableFuture<Answer> rollback = dialogue.send(new Request.Rollback());
        Dialogue.await(rollback, scene.timing().fresh());
        if (dialogue.lost().isPresent()) {
            // It may still hear us: a goodbye makes it undo at once.
            dialogue.end();
        }
        Supplier<Optional<Undo>> said = () -> reported().or(() -> answered(rollback));
        return said.get().orElseGet(() -> watch(rollback, said));
    }

    /** Until its timer has run out and a while longer, looks whether the host is as before. */
    private Undo watch(CompletableFuture<Answer> rollback, Supplier<Optional<Undo>> said) {
        Duration patience = scene.timing().confirm().plus(scene.timing().margin());
        long began = System.nanoTime();
        String last;
        do {
            switch (look()) {
                case Look.Sure sure -> {
                    return said.get().orElse(sure.undo());
                }
                case Look.NotYet notYet -> last = notYet.why();
            }
            Dialogue.await(rollback, scene.timing().pause());
            Optional<Undo> late = said.get();
            if (late.isPresent()) {
                return late.get();
            }
        } while (System.nanoTime() - began < patience.toNanos());
        return new Undo.Incomplete(Faults.unverified(patience, last), List.of());
    }

    /** A runner that fails undoes by itself. */
    private Optional<Undo> reported() {
        return failure.get().map(Undoing::reported);
    }

    private static Undo reported(Reply.Failed f) {
        if (f.kept()) {
            return new Undo.Kept(f.fault());
        }
        return f.left().isEmpty()
                ? new Undo.Reverted(f.fault())
                : new Undo.Incomplete(Faults.after(Optional.of(f.fault()), Faults.leftovers()), f.left());
    }

    private static Optional<Undo> answered(CompletableFuture<Answer> rollback) {
        return rollback.getNow(NO_ANSWER) instanceof Answer.Got(Reply.RolledBack r)
                ? Optional.of(
                        r.left().isEmpty() ? new Undo.Undone() : new Undo.Incomplete(Faults.leftovers(), r.left()))
                : Optional.empty();
    }

    private static final Answer NO_ANSWER = new Answer.None(Faults.ended());

    /** What a second runner saw. */
    private sealed interface Look {
        record Sure(Undo undo) implements Look {}

        record NotYet(String why) implements Look {}
    }

    private Look look() {
        return switch (caller.call()) {
            case Call.Failed f -> new Look.NotYet(f.why().message());
            case Call.Connected c -> {
                try {
                    yield compare(c.dialogue());
                } finally {
                    c.dialogue().end();
                }
            }
        };
    }

    private Look compare(Dialogue second) {
        Answer status = second.ask(
                new Request.AskStatus(scene.context()), scene.timing().answer());
        if (!(status instanceof Answer.Got(Reply.Status s))) {
            return new Look.NotYet(Caller.whyNot(status).message());
        }
        if (s.holder().isPresent()) {
            return new Look.NotYet(
                    "the lock is held by " + s.holder().map(Holder::toString).get());
        }
        boolean open = s.unfinished().isPresent();
        Answer again = caller.prepare(second);
        if (!(again instanceof Answer.Got(Reply.Prepared p))) {
            return new Look.NotYet(Caller.whyNot(again).message());
        }
        // Sets: in what order a kernel lists what it holds is no part of what it holds.
        return new Look.Sure(
                !open && new HashSet<>(p.changes()).equals(new HashSet<>(plan))
                        ? new Undo.Undone()
                        : new Undo.Incomplete(Faults.notAsBefore(), differences(p.changes())));
    }

    /** What was to be changed and is no longer, or not in the same way. */
    private List<String> differences(List<PlannedChange> now) {
        return plan.stream()
                .filter(p -> !now.contains(p))
                .map(p -> p.change().key() + " is not as before")
                .toList();
    }
}
