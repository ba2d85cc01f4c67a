package io.lsdn.controller.rollout;

import io.lsdn.controller.rollout.Caller.Call;
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
        long deadline = System.nanoTime()
                + scene.timing().confirm().plus(scene.timing().margin()).toNanos();
        Optional<Fault> fault = once();
        while (fault.isPresent() && System.nanoTime() - deadline < 0) {
            Pause.of(scene.timing().pause());
            fault = once();
        }
        return fault;
    }

    private Optional<Fault> once() {
        return switch (caller.call()) {
            case Call.Failed f -> Optional.of(f.why());
            case Call.Connected c -> {
                try {
                    yield heard(caller.lock(c.dialogue()));
                } finally {
                    c.dialogue().end();
                }
            }
        };
    }

    private Optional<Fault> heard(Answer lock) {
        return switch (lock) {
            case Answer.Got(Reply.Locked locked) -> {
                locked.recovery().ifPresent(recovered);
                yield locked.recovery().filter(r -> !r.left().isEmpty()).flatMap(Faults::recovery);
            }
            case Answer.Got(Reply.LockHeld held) -> Optional.of(Faults.locked(held.holder()));
            case Answer other -> Optional.of(Caller.whyNot(other));
        };
    }
}
