package io.lsdn.controller.rollout;

import io.lsdn.controller.rollout.Caller.Call;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Confirms one host after the decision. There is only forward: where the runner is lost it may have undone by its timer, so over a
 * new connection the slice is prepared and committed again, then confirmed.
 */
final class Confirming {
    private final Scene scene;
    private final Caller caller;
    private final String host;
    private final Decision decision;
    private final Consumer<Recovery> recovered;

    /** @param recovered hears of a transaction that the host had to be recovered from */
    Confirming(Scene scene, Caller caller, String host, Decision decision, Consumer<Recovery> recovered) {
        this.scene = scene;
        this.caller = caller;
        this.host = host;
        this.decision = decision;
        this.recovered = recovered;
    }

    /** @return why the host did not confirm */
    Optional<Fault> carryOut(Dialogue dialogue) {
        return persist(confirm(dialogue));
    }

    private Optional<Fault> persist(Optional<Fault> first) {
        Optional<Fault> fault = first;
        long deadline = System.nanoTime()
                + scene.timing().confirm().plus(scene.timing().margin()).toNanos();
        while (fault.isPresent() && System.nanoTime() - deadline < 0) {
            Pause.of(scene.timing().pause());
            fault = again();
        }
        return fault;
    }

    private Optional<Fault> confirm(Dialogue dialogue) {
        Answer answer = dialogue.ask(
                new Request.Confirm(decision.rollout(), decision.generation(), decision.members()),
                scene.timing().confirm());
        return answer instanceof Answer.Got(Reply.Confirmed c) && c.generation() == decision.generation()
                ? Optional.empty()
                : Optional.of(Caller.whyNot(answer));
    }

    /** It confirmed and its answer was lost, or somebody else has rolled out to it since: that is not to be taken back. */
    private boolean isPast(Reply.Prepared p) {
        long now = p.generation().orElse(0L);
        if (now < decision.generation()) {
            return false;
        }
        if (now > decision.generation() || !p.confirmed()) {
            scene.warn(host, Faults.superseded(now, decision.generation()));
        }
        return true;
    }

    private Optional<Fault> again() {
        return switch (caller.call()) {
            case Call.Failed f -> Optional.of(f.why());
            case Call.Connected c -> {
                try {
                    yield complete(c.dialogue());
                } finally {
                    c.dialogue().end();
                }
            }
        };
    }

    /** Until its time is over. @return why the host did not confirm */
    Optional<Fault> anew() {
        return persist(again());
    }

    private Optional<Fault> complete(Dialogue second) {
        Answer lock = caller.lock(second);
        if (lock instanceof Answer.Got(Reply.LockHeld held)) {
            return Optional.of(Faults.locked(held.holder()));
        } else if (!(lock instanceof Answer.Got(Reply.Locked locked))) {
            return Optional.of(Caller.whyNot(lock));
        } else {
            locked.recovery().ifPresent(recovered);
        }
        Answer prepare = caller.prepare(second);
        if (!(prepare instanceof Answer.Got(Reply.Prepared p))) {
            return Optional.of(Caller.whyNot(prepare));
        }
        if (isPast(p)) {
            return Optional.empty();
        }
        for (Stage stage : Stage.values()) {
            if (p.changes().stream().anyMatch(c -> c.stage() == stage)) {
                Answer done =
                        second.ask(new Request.Commit(stage), scene.timing().answer());
                if (!(done instanceof Answer.Got(Reply.StageDone _))) {
                    return Optional.of(Caller.whyNot(done));
                }
            }
        }
        return confirm(second);
    }
}
