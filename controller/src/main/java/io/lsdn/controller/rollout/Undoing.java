package io.lsdn.controller.rollout;

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
    private final Reply.Prepared before;
    private final Supplier<Optional<Reply.Failed>> failure;

    /**
     * @param before what was prepared
     * @param failure the runner's own report that it failed and undid
     */
    Undoing(
            Scene scene,
            Caller caller,
            Dialogue dialogue,
            Reply.Prepared before,
            Supplier<Optional<Reply.Failed>> failure) {
        this.scene = scene;
        this.caller = caller;
        this.dialogue = dialogue;
        this.before = before;
        this.failure = failure;
    }

    Undo carryOut() {
        return reported().orElseGet(this::rollBack);
    }

    private Undo rollBack() {
        CompletableFuture<Answer> rollback = dialogue.send(new Request.Rollback());
        dialogue.await(rollback, scene.timing().fresh());
        if (dialogue.lost().isPresent()) {
            // It may still hear us: a goodbye makes it undo at once.
            dialogue.end();
        }
        Supplier<Optional<Undo>> said = () -> reported().or(() -> answered(rollback));
        return said.get().orElseGet(() -> watch(rollback, said));
    }

    /** Until its timer has run out and a while longer, looks whether the host is as before. */
    private Undo watch(CompletableFuture<Answer> rollback, Supplier<Optional<Undo>> said) {
        Duration patience = scene.timing().persistence();
        long began = scene.time().nanos();
        String last;
        do {
            switch (look()) {
                case Look.Sure sure -> {
                    return said.get().orElse(sure.undo());
                }
                case Look.NotYet notYet -> last = notYet.why();
            }
            dialogue.await(rollback, scene.timing().pause());
            Optional<Undo> late = said.get();
            if (late.isPresent()) {
                return late.get();
            }
        } while (scene.time().since(began).compareTo(patience) < 0);
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
        return caller.anew(this::compare, why -> new Look.NotYet(why.message()));
    }

    private Look compare(Dialogue second) {
        Answer status = caller.status(second);
        if (!(status instanceof Answer.Got(Reply.Status s))) {
            return new Look.NotYet(Caller.whyNot(status).message());
        }
        if (s.holder().isPresent()) {
            Holder holder = s.holder().get();
            // Whoever else has the lock took the host as it was before us, or brought it there.
            return holder.rollout().equals(scene.rollout())
                    ? new Look.NotYet("the lock is held by " + holder)
                    : new Look.Sure(new Undo.Undone());
        }
        boolean open = s.unfinished().isPresent();
        Answer again = caller.prepare(second);
        if (!(again instanceof Answer.Got(Reply.Prepared now))) {
            return new Look.NotYet(Caller.whyNot(again).message());
        }
        // Sets: in what order a kernel lists what it holds is no part of what it holds.
        boolean asBefore = new HashSet<>(now.changes()).equals(new HashSet<>(before.changes()));
        // Somebody has rolled out to it since: that is not ours to judge.
        boolean theirs = !now.generation().equals(before.generation());
        return new Look.Sure(
                !open && asBefore || theirs
                        ? new Undo.Undone()
                        : new Undo.Incomplete(Faults.notAsBefore(), differences(now.changes())));
    }

    /** What was to be changed and is no longer, or not in the same way. */
    private List<String> differences(List<PlannedChange> now) {
        return before.changes().stream()
                .filter(p -> !now.contains(p))
                .map(p -> p.change().key() + " is not as before")
                .toList();
    }
}
