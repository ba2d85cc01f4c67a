package io.lsdn.controller.rollout;

import io.lsdn.controller.rollout.Caller.Call;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.util.Optional;

/**
 * Confirms one host after the decision. There is only forward: where the runner is lost it may have undone by its timer, so over a
 * new connection the slice is prepared and committed again, then confirmed.
 */
final class Confirming {
    private final Scene scene;
    private final Caller caller;
    private final Decision decision;

    Confirming(Scene scene, Caller caller, Decision decision) {
        this.scene = scene;
        this.caller = caller;
        this.decision = decision;
    }

    /** @return why the host did not confirm */
    Optional<Fault> carryOut(Dialogue dialogue) {
        Optional<Fault> fault = confirm(dialogue);
        long deadline = System.nanoTime()
                + scene.timing().confirm().plus(scene.timing().margin()).toNanos();
        while (fault.isPresent() && System.nanoTime() - deadline < 0) {
            fault = again();
            if (fault.isPresent()) {
                Pause.of(scene.timing().pause());
            }
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

    private Optional<Fault> complete(Dialogue second) {
        Answer lock = caller.lock(second);
        if (lock instanceof Answer.Got(Reply.LockHeld held)) {
            return Optional.of(Faults.locked(held.holder()));
        } else if (!(lock instanceof Answer.Got(Reply.Locked _))) {
            return Optional.of(Caller.whyNot(lock));
        }
        Answer prepare = caller.prepare(second);
        if (!(prepare instanceof Answer.Got(Reply.Prepared p))) {
            return Optional.of(Caller.whyNot(prepare));
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
