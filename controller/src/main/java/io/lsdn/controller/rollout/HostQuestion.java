package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks many hosts the same thing, each by a runner of its own, outside of any rollout.
 *
 * @param participants those inside are asked
 */
public record HostQuestion(
        Participants participants, RolloutSettings settings, HostGate gate, RolloutListener listener) {
    /** What came of asking a host. */
    public sealed interface Answered {
        /** Of the kind that was hoped for. */
        record With(Reply reply) implements Answered {}

        /** @param unreachable it was not even logged in to */
        record Not(Fault why, boolean unreachable) implements Answered {}
    }

    /**
     * Returns when all have answered or are known not to.
     *
     * @param hoped the kind of reply that is an answer
     */
    public Map<String, Answered> ask(Request request, Class<? extends Reply> hoped) {
        var halt = new Halt();
        var scene = new Scene(participants.topology().context(), settings, gate, listener, halt);
        var hosts =
                participants.inside().stream().map(p -> new HostRun(scene, p)).toList();
        Answered without = new Answered.Not(Faults.ended(), false);
        return new LinkedHashMap<>(new FanOut(settings.forks())
                .bounded(hosts, h -> ask(scene, h.participant(), request, hoped), without, _ -> false, halt));
    }

    private static Answered ask(Scene scene, Participant participant, Request request, Class<? extends Reply> hoped) {
        scene.phase(participant.host(), RolloutEvent.Phase.CONNECTING);
        Answered answered = switch (new Caller(scene, participant).call()) {
            case Caller.Call.Failed f -> new Answered.Not(f.why(), f.unreachable());
            case Caller.Call.Connected c -> {
                Answer answer = c.dialogue().ask(request, scene.timing().answer());
                c.dialogue().end();
                yield answer instanceof Answer.Got(Reply r) && hoped.isInstance(r)
                        ? new Answered.With(r)
                        : new Answered.Not(Caller.whyNot(answer), false);
            }
        };
        scene.phase(participant.host(), RolloutEvent.Phase.ENDED);
        return answered;
    }
}
