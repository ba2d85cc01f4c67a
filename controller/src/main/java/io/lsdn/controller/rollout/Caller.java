package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Protocol;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.Optional;
import java.util.function.Function;

/** Opens runners on one host and holds the beginnings of conversations, which are the same whenever one is opened. */
final class Caller {
    private final Scene scene;
    private final Participant participant;

    Caller(Scene scene, Participant participant) {
        this.scene = scene;
        this.participant = participant;
    }

    /** What came of a call. */
    sealed interface Call {
        /** The runner said hello. */
        record Connected(Dialogue dialogue, String instance) implements Call {}

        record Failed(Fault why, boolean unreachable, Optional<String> instance) implements Call {}
    }

    /** Opens a runner and hears its first message. */
    Call call() {
        return switch (scene.gate().open(participant.host(), new Watch())) {
            case Opening.Unreachable u -> new Call.Failed(u.fault(), true, Optional.empty());
            case Opening.Refused r -> new Call.Failed(r.fault(), false, Optional.empty());
            case Opening.Opened o ->
                greet(
                        Dialogue.with(participant.host(), o.session(), scene.time()),
                        o.session().instance());
        };
    }

    private Call greet(Dialogue dialogue, String instance) {
        Optional<Fault> fault = switch (dialogue.await(
                dialogue.hello(), scene.timing().greeting())) {
            case Answer.None n -> Optional.of(n.why());
            case Answer.Got(Reply.Hello h) ->
                h.protocol() == Protocol.VERSION ? Optional.empty() : Optional.of(Faults.protocol(h.protocol()));
            case Answer.Got g -> Optional.of(unexpected(g));
        };
        if (fault.isPresent()) {
            dialogue.abandon();
            return new Call.Failed(fault.get(), false, Optional.of(instance));
        }
        return new Call.Connected(dialogue, instance);
    }

    Answer lock(Dialogue dialogue) {
        return dialogue.ask(
                new Request.Lock(
                        scene.context(),
                        scene.settings().holder(),
                        scene.timing().confirm().toMillis(),
                        scene.settings().onFailure() == OnFailure.KEEP),
                scene.timing().answer());
    }

    /** What the host confirmed last. */
    Answer latest(Dialogue dialogue) {
        return dialogue.ask(
                new Request.AskGeneration(scene.context(), Long.MAX_VALUE),
                scene.timing().answer());
    }

    Answer status(Dialogue dialogue) {
        return dialogue.ask(
                new Request.AskStatus(scene.context()), scene.timing().answer());
    }

    /** Over a connection of its own, which ends with it. */
    <T> T anew(Function<Dialogue, T> talk, Function<Fault, T> failed) {
        return switch (call()) {
            case Call.Failed f -> failed.apply(f.why());
            case Call.Connected c -> {
                try {
                    yield talk.apply(c.dialogue());
                } finally {
                    c.dialogue().end();
                }
            }
        };
    }

    Answer prepare(Dialogue dialogue) {
        return dialogue.ask(
                new Request.Prepare(
                        participant.slice(),
                        participant.claims(),
                        scene.settings().pending()),
                scene.timing().answer());
    }

    /** What is wrong with a reply of the wrong kind. */
    static Fault unexpected(Answer.Got answer) {
        return answer.reply() instanceof Reply.Failed f
                ? f.fault()
                : Faults.unexpected(answer.reply().getClass().getSimpleName());
    }

    /** What is wrong with an answer that is not the reply hoped for. */
    static Fault whyNot(Answer answer) {
        return switch (answer) {
            case Answer.None n -> n.why();
            case Answer.Got g -> unexpected(g);
        };
    }

    private final class Watch implements GateWatch {
        @Override
        public void shipping() {
            scene.phase(participant.host(), RolloutEvent.Phase.SHIPPING);
        }

        @Override
        public void log(String line) {
            scene.listener().on(new RolloutEvent.HostLog(participant.host(), line));
        }
    }
}
