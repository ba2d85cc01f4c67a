package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks many hosts the same thing, each by a runner of its own, outside of any rollout. Takes no lock.
 *
 * @param participants those inside are asked
 */
public record HostQuestion(
        Participants participants, RolloutSettings settings, HostGate gate, RolloutListener listener) {
    /** What came of asking a host. */
    public sealed interface Answered<R extends Reply> {
        /** Of the kind that was hoped for. */
        record With<R extends Reply>(R reply) implements Answered<R> {}

        /** @param unreachable it was not even logged in to */
        record Not<R extends Reply>(Fault why, boolean unreachable) implements Answered<R> {}
    }

    /**
     * Returns when all have answered or are known not to.
     *
     * @param hoped the kind of reply that is an answer
     */
    public <R extends Reply> Map<String, Answered<R>> ask(Request request, Class<R> hoped) {
        var halt = new Halt();
        var scene = new Scene(participants.topology().context(), settings, gate, listener, halt);
        var hosts =
                participants.inside().stream().map(p -> new HostRun(scene, p)).toList();
        Answered<R> without = new Answered.Not<>(Faults.ended(), false);
        return new LinkedHashMap<>(new FanOut(settings.forks())
                .bounded(hosts, h -> ask(scene, h.participant(), request, hoped), without, _ -> false, halt));
    }

    private static <R extends Reply> Answered<R> ask(
            Scene scene, Participant participant, Request request, Class<R> hoped) {
        scene.phase(participant.host(), RolloutEvent.Phase.CONNECTING);
        Answered<R> answered = switch (new Caller(scene, participant).call()) {
            case Caller.Call.Failed f -> new Answered.Not<>(f.why(), f.unreachable());
            case Caller.Call.Connected c -> {
                Answer answer = c.dialogue().ask(request, scene.timing().answer());
                c.dialogue().end();
                yield answer instanceof Answer.Got(Reply r) && hoped.isInstance(r)
                        ? new Answered.With<>(hoped.cast(r))
                        : new Answered.Not<>(Caller.whyNot(answer), false);
            }
        };
        scene.phase(participant.host(), RolloutEvent.Phase.ENDED);
        return answered;
    }
}
