package io.lsdn.controller.rollout;

import io.lsdn.controller.rollout.Preparation.LockedOut;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes a host's lock, waiting for it where we are the older rollout. */
final class Locking {
    private final Scene scene;
    private final Caller caller;
    private final Dialogue dialogue;
    private final String instance;
    private final Consumer<Recovery> recovered;

    /** @param recovered hears of a transaction that the host had to be recovered from */
    Locking(Scene scene, Caller caller, Dialogue dialogue, String instance, Consumer<Recovery> recovered) {
        this.scene = scene;
        this.caller = caller;
        this.dialogue = dialogue;
        this.instance = instance;
        this.recovered = recovered;
    }

    /** @return why the lock is not ours; empty if it is */
    Optional<Preparation> refusal() {
        long began = scene.time().nanos();
        Optional<Holder> before = Optional.empty();
        while (true) {
            Answer answer = caller.lock(dialogue);
            if (answer instanceof Answer.Got(Reply.Locked locked)) {
                locked.recovery().ifPresent(recovered);
                return before.filter(this::hasCommitted).map(h -> new LockedOut(h, LockedOut.By.FASTER));
            }
            if (!(answer instanceof Answer.Got(Reply.LockHeld held))) {
                return Optional.of(new Preparation.Refused(Caller.whyNot(answer), Optional.of(instance)));
            }
            before = Optional.of(held.holder());
            Optional<Preparation> verdict = judge(held.holder(), scene.time().since(began));
            if (verdict.isPresent()) {
                return verdict;
            }
            scene.time().pause(scene.timing().lockPause());
        }
    }

    /** Two that were begun side by side do not both come through: whoever started the second knew nothing of the first. */
    private boolean hasCommitted(Holder other) {
        return caller.latest(dialogue) instanceof Answer.Got(Reply.Recorded r)
                && r.rollout().filter(other.rollout()::equals).isPresent();
    }

    private Optional<Preparation> judge(Holder theirs, Duration waited) {
        if (scene.halt().isCalled()) {
            return Optional.of(new Preparation.NotAsked());
        }
        return switch (LockDispute.over(theirs, scene.settings().holder())) {
            case OURSELVES -> Optional.of(new Preparation.LockedBySelf(instance));
            case YIELD -> Optional.of(new LockedOut(theirs, LockedOut.By.OLDER));
            case WAIT ->
                waited.compareTo(scene.timing().lockWait()) < 0
                        ? Optional.empty()
                        : Optional.of(new LockedOut(theirs, LockedOut.By.YOUNGER));
        };
    }
}
