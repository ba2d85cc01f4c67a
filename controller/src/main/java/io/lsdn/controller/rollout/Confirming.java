package io.lsdn.controller.rollout;

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
    private final long began;

    /** @param recovered hears of a transaction that the host had to be recovered from */
    Confirming(Scene scene, Caller caller, String host, Decision decision, Consumer<Recovery> recovered) {
        this.scene = scene;
        this.caller = caller;
        this.host = host;
        this.decision = decision;
        this.recovered = recovered;
        this.began = scene.time().nanos();
    }

    /**
     * @param hush ends the runner that committed, with whatever it has not confirmed
     * @return why the host did not confirm
     */
    Optional<Fault> carryOut(Dialogue dialogue, Runnable hush) {
        Optional<Fault> fault = confirm(dialogue);
        if (fault.isPresent()) {
            // Messages keep their order: it hears a goodbye after the confirmation, if that comes through at all.
            hush.run();
        }
        return persist(fault);
    }

    /** Over new connections only. @return why the host did not confirm */
    Optional<Fault> anew() {
        return persist(again());
    }

    private Optional<Fault> persist(Optional<Fault> first) {
        Optional<Fault> fault = first;
        while (fault.isPresent()
                && scene.time().since(began).compareTo(scene.timing().persistence()) < 0) {
            scene.time().pause(scene.timing().pause());
            fault = again();
        }
        return fault;
    }

    private Optional<Fault> confirm(Dialogue dialogue) {
        Answer answer = dialogue.ask(
                new Request.Confirm(decision.rollout(), decision.generation(), decision.members()),
                scene.timing().fresh());
        return answer instanceof Answer.Got(Reply.Confirmed c) && c.generation() == decision.generation()
                ? Optional.empty()
                : Optional.of(Caller.whyNot(answer));
    }

    private Optional<Fault> again() {
        return caller.anew(this::complete, Optional::of);
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
        try (var _ = Heartbeats.to(second, scene)) {
            Answer latest = caller.latest(second);
            if (!(latest instanceof Answer.Got(Reply.Recorded now))) {
                return Optional.of(Caller.whyNot(latest));
            }
            return isPast(now) ? Optional.empty() : commitAgain(second).or(() -> confirm(second));
        }
    }

    /**
     * It confirmed and its answer was lost, or somebody else has rolled out to it since: that is not to be taken back. Of two
     * decisions with one number (neither saw anything of the other) the younger counts, whoever is finished first: so all their
     * hosts come to the same end.
     */
    private boolean isPast(Reply.Recorded now) {
        long number = now.generation().orElse(0L);
        String rollout = now.rollout().orElse("");
        if (number < decision.generation()
                || number == decision.generation() && rollout.compareTo(decision.rollout()) < 0) {
            return false;
        }
        if (!rollout.equals(decision.rollout())) {
            scene.warn(host, Faults.superseded(number, decision.generation()));
        }
        return true;
    }

    private Optional<Fault> commitAgain(Dialogue second) {
        Answer prepare = caller.prepare(second);
        if (!(prepare instanceof Answer.Got(Reply.Prepared p))) {
            return Optional.of(Caller.whyNot(prepare));
        }
        for (Stage stage : Stage.values()) {
            if (p.changes().stream().anyMatch(c -> c.stage() == stage)) {
                Answer done =
                        second.ask(new Request.Commit(stage), scene.timing().answer());
                if (!(done instanceof Answer.Got(Reply.StageDone d) && d.stage() == stage)) {
                    return Optional.of(Caller.whyNot(done));
                }
            }
        }
        return p.changes().isEmpty()
                ? Optional.empty()
                : scene.gate().reach(host).map(Faults::cutOff);
    }
}
