package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees to it that a host is as before a rollout that never was decided and whose controller is gone. Its runner undoes by its
 * timer; whoever takes the lock after a runner that could not is recovered first. So having had the lock is enough.
 */
final class TakingBack {
    private final Scene scene;
    private final Caller caller;
    private final Consumer<Recovery> recovered;

    TakingBack(Scene scene, Caller caller, Consumer<Recovery> recovered) {
        this.scene = scene;
        this.caller = caller;
        this.recovered = recovered;
    }

    /** @return why it is not known to be as before */
    Optional<Fault> carryOut() {
        long began = scene.time().nanos();
        Optional<Fault> fault = once();
        while (fault.isPresent()
                && scene.time().since(began).compareTo(scene.timing().persistence()) < 0) {
            scene.time().pause(scene.timing().pause());
            fault = once();
        }
        return fault;
    }

    private Optional<Fault> once() {
        return caller.anew(d -> heard(caller.lock(d)), Optional::of);
    }

    private Optional<Fault> heard(Answer lock) {
        return switch (lock) {
            case Answer.Got(Reply.Locked locked) -> {
                locked.recovery().ifPresent(recovered);
                yield locked.recovery().filter(r -> !r.left().isEmpty()).flatMap(Faults::recovery);
            }
            // Whoever else has it took the host as it was before the rollout, or brought it there.
            case Answer.Got(Reply.LockHeld held) ->
                held.holder().rollout().equals(scene.rollout())
                        ? Optional.of(Faults.locked(held.holder()))
                        : Optional.empty();
            case Answer other -> Optional.of(Caller.whyNot(other));
        };
    }
}
