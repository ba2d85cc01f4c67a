package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Recovery;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import io.lsdn.netmodel.wire.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One host's part in a rollout. Its operations are called one after the other, but for those that end it. */
final class HostRun {
    private final Scene scene;
    private final Participant participant;
    private final Caller caller;
    private final long began;

    private Optional<Dialogue> dialogue = Optional.empty();
    private Optional<Heartbeats> beating = Optional.empty();
    private boolean released;
    private Optional<Recovery> recovery = Optional.empty();
    private Optional<Reply.Prepared> prepared = Optional.empty();
    private boolean touched;
    private boolean turned;
    private Optional<Reply.Failed> failure = Optional.empty();

    HostRun(Scene scene, Participant participant) {
        this.scene = scene;
        this.participant = participant;
        this.caller = new Caller(scene, participant);
        this.began = scene.time().nanos();
    }

    String name() {
        return participant.host();
    }

    Participant participant() {
        return participant;
    }

    Duration age() {
        return scene.time().since(began);
    }

    /** What was to be changed on it. */
    synchronized List<PlannedChange> plan() {
        return prepared.map(Reply.Prepared::changes).orElse(List.of());
    }

    synchronized List<Fault> warnings() {
        var warnings = new ArrayList<Fault>();
        recovery.flatMap(Faults::recovery).ifPresent(warnings::add);
        prepared.flatMap(Reply.Prepared::unfinished).map(Faults::unfinished).ifPresent(warnings::add);
        prepared.map(Reply.Prepared::warnings).ifPresent(warnings::addAll);
        return warnings;
    }

    /** Whether it had to be recovered from an earlier transaction before it was prepared. */
    synchronized boolean isRecovered() {
        return recovery.isPresent();
    }

    private void recovered(Recovery how) {
        synchronized (this) {
            recovery = Optional.of(how);
        }
        Faults.recovery(how).ifPresent(w -> scene.warn(name(), w));
    }

    /** Connects, locks unless this is a check, and prepares. Changes nothing on the host. */
    Preparation prepare() {
        phase(RolloutEvent.Phase.CONNECTING);
        return switch (caller.call()) {
            case Caller.Call.Failed f ->
                f.unreachable() ? new Preparation.Unreachable(f.why()) : new Preparation.Refused(f.why(), f.instance());
            case Caller.Call.Connected c ->
                hold(c.dialogue()) ? lockAndPrepare(c.dialogue(), c.instance()) : new Preparation.NotAsked();
        };
    }

    private synchronized boolean hold(Dialogue opened) {
        if (released) {
            opened.abandon();
            return false;
        }
        dialogue = Optional.of(opened);
        return true;
    }

    private Preparation lockAndPrepare(Dialogue d, String instance) {
        phase(RolloutEvent.Phase.PREPARING);
        if (!scene.settings().check()) {
            Optional<Preparation> without = new Locking(scene, caller, d, instance, this::recovered).refusal();
            if (without.isPresent()) {
                return without.get();
            }
            startBeating(d);
        }
        Answer answer = caller.prepare(d);
        if (scene.settings().check()) {
            d.end();
        }
        return answer instanceof Answer.Got(Reply.Prepared p)
                ? ready(p, instance)
                : new Preparation.Refused(Caller.whyNot(answer), Optional.of(instance));
    }

    /** Prepares once more, with the lock that it holds: what is to be done may have become something else. */
    Answer prepareAgain() {
        Answer answer = caller.prepare(speaking());
        if (answer instanceof Answer.Got(Reply.Prepared p)) {
            synchronized (this) {
                prepared = Optional.of(p);
            }
        }
        return answer;
    }

    /** The slice that it confirmed last; empty where there is none, or none that it could tell. */
    Optional<Topology> confirmed() {
        Answer answer = speaking()
                .ask(
                        new Request.AskGeneration(scene.context(), Long.MAX_VALUE),
                        scene.timing().answer());
        return answer instanceof Answer.Got(Reply.Recorded r) && r.generation().isPresent()
                ? Optional.of(r.slice())
                : Optional.empty();
    }

    private Preparation ready(Reply.Prepared p, String instance) {
        synchronized (this) {
            prepared = Optional.of(p);
        }
        p.unfinished().map(Faults::unfinished).ifPresent(w -> scene.warn(name(), w));
        p.warnings().forEach(w -> scene.warn(name(), w));
        phase(RolloutEvent.Phase.PREPARED);
        return new Preparation.Ready(p, instance);
    }

    private synchronized void startBeating(Dialogue d) {
        if (!released) {
            beating = Optional.of(Heartbeats.to(d, scene));
        }
    }

    private synchronized void stopBeating() {
        beating.ifPresent(Heartbeats::close);
    }

    /** Why its runner cannot be spoken to any more; empty as long as it can. */
    Optional<Fault> lost() {
        return held().map(Dialogue::lost).orElse(Optional.of(Faults.ended()));
    }

    /** @return why the stage is not done */
    Optional<Fault> commit(Stage stage) {
        phase(RolloutEvent.Phase.COMMITTING);
        return switch (speaking().await(askToCommit(stage), scene.timing().answer())) {
            case Answer.Got(Reply.StageDone done) ->
                done.stage() == stage ? Optional.empty() : Optional.of(Faults.unexpected("StageDone " + done.stage()));
            case Answer other -> Optional.of(Caller.whyNot(other));
        };
    }

    /** A failure is noted as the reply arrives, so that a rollback that was asked for meanwhile finds it. */
    private synchronized CompletableFuture<Answer> askToCommit(Stage stage) {
        if (turned) {
            return CompletableFuture.completedFuture(new Answer.None(Faults.TURNED));
        }
        touched = true;
        return speaking().send(new Request.Commit(stage)).thenApply(this::note);
    }

    private synchronized Answer note(Answer answer) {
        if (answer instanceof Answer.Got(Reply.Failed f)) {
            failure = Optional.of(f);
        }
        return answer;
    }

    /** @return why the host cannot be reached over a new connection; then its runner hears nothing more from us */
    Optional<Fault> reach() {
        Optional<Fault> why = scene.gate().reach(name());
        why.ifPresent(_ -> stopBeating());
        return why.map(Faults::cutOff);
    }

    /** @return why the host does not answer now */
    Optional<Fault> hear() {
        Duration fresh = scene.timing().fresh();
        return speaking().isHeard(fresh) ? Optional.empty() : Optional.of(lost().orElse(Faults.silent(fresh)));
    }

    /** @return why the host does not count as heard, without asking it now */
    Optional<Fault> wasHeard() {
        Duration fresh = scene.timing().fresh();
        return speaking().wasHeard(fresh) ? Optional.empty() : Optional.of(lost().orElse(Faults.silent(fresh)));
    }

    /** Takes back all that was committed, and finds out whether that was done. */
    Undo undo() {
        if (!turn()) {
            return new Undo.Untouched();
        }
        phase(RolloutEvent.Phase.ROLLING_BACK);
        stopBeating();
        return new Undoing(scene, caller, speaking(), before(), this::failure).carryOut();
    }

    private synchronized Reply.Prepared before() {
        return prepared.orElseThrow(() -> new IllegalStateException(name() + " was never prepared"));
    }

    /** From here no commit begins. @return whether one has */
    private synchronized boolean turn() {
        turned = true;
        return touched;
    }

    private synchronized Optional<Reply.Failed> failure() {
        return failure;
    }

    /** Makes what was committed permanent, whatever it takes. @return why that did not succeed */
    Optional<Fault> confirm(Decision decision) {
        phase(RolloutEvent.Phase.CONFIRMING);
        return confirming(decision).carryOut(speaking(), this::silence);
    }

    /** Completes a decision of a controller that is gone. @return why that did not succeed */
    Optional<Fault> complete(Decision decision) {
        phase(RolloutEvent.Phase.CONFIRMING);
        return confirming(decision).anew();
    }

    private Confirming confirming(Decision decision) {
        return new Confirming(scene, caller, name(), decision, this::recovered);
    }

    /** Its runner hears nothing more but a goodbye: it undoes what is not confirmed, and ends. */
    private void silence() {
        stopBeating();
        speaking().end();
    }

    /** Looks for a while whether whoever holds its lock lets go of it; takes nothing. */
    boolean isUnlockedInTime() {
        long began = scene.time().nanos();
        do {
            if (caller.anew(this::isUnlocked, _ -> false)) {
                return true;
            }
            scene.time().pause(scene.timing().lockPause());
        } while (scene.time().since(began).compareTo(scene.timing().lockWatch()) < 0);
        return false;
    }

    private boolean isUnlocked(Dialogue dialogue) {
        return caller.status(dialogue) instanceof Answer.Got(Reply.Status s)
                && s.holder().isEmpty();
    }

    /** Waits until nobody holds the host, and takes its lock once: that takes back what was left unfinished. */
    Optional<Fault> takeBack() {
        phase(RolloutEvent.Phase.ROLLING_BACK);
        return new TakingBack(scene, caller, this::recovered).carryOut();
    }

    /** How it ended, with what is known of it. */
    HostResult result(HostEnd end) {
        return new HostResult(
                name(),
                end.outcome(),
                end.generation(),
                plan(),
                age(),
                end.error(),
                end.left(),
                warnings(),
                isRecovered());
    }

    /** Ends the runner; what it committed and did not confirm it undoes. */
    void release() {
        stopBeating();
        Optional<Dialogue> mine;
        synchronized (this) {
            released = true;
            mine = dialogue;
        }
        mine.ifPresent(Dialogue::end);
    }

    private synchronized Optional<Dialogue> held() {
        return dialogue;
    }

    private Dialogue speaking() {
        return held().orElseThrow(() -> new IllegalStateException(name() + " was never opened"));
    }

    /** Nobody listens to a host any more that the rollout has let go of. */
    void phase(RolloutEvent.Phase phase) {
        if (!isReleased()) {
            scene.phase(name(), phase);
        }
    }

    private synchronized boolean isReleased() {
        return released;
    }
}
