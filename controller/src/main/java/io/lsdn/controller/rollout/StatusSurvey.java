package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks hosts what they hold of a context. Takes no lock and changes nothing. */
public final class StatusSurvey {
    private final Participants participants;
    private final RolloutSettings settings;
    private final HostGate gate;
    private final RolloutListener listener;

    /** @param participants those inside are asked */
    public StatusSurvey(Participants participants, RolloutSettings settings, HostGate gate, RolloutListener listener) {
        this.participants = participants;
        this.settings = settings;
        this.gate = gate;
        this.listener = listener;
    }

    /** What is known of a host. */
    public sealed interface HostStatus {
        record Known(Reply.Status status) implements HostStatus {}

        /** @param unreachable it was not even logged in to */
        record Unknown(Fault why, boolean unreachable) implements HostStatus {}
    }

    /** Asks all. */
    public Map<String, HostStatus> run() {
        var halt = new Halt();
        var scene = new Scene(participants.topology().context(), settings, gate, listener, halt);
        var hosts =
                participants.inside().stream().map(p -> new HostRun(scene, p)).toList();
        HostStatus without = new HostStatus.Unknown(Faults.ended(), false);
        return new LinkedHashMap<>(new FanOut(settings.forks())
                .bounded(hosts, h -> ask(scene, h.participant()), without, _ -> false, halt));
    }

    private static HostStatus ask(Scene scene, Participant participant) {
        scene.phase(participant.host(), RolloutEvent.Phase.CONNECTING);
        HostStatus status = switch (new Caller(scene, participant).call()) {
            case Caller.Call.Failed f -> new HostStatus.Unknown(f.why(), f.unreachable());
            case Caller.Call.Connected c -> ask(scene, c.dialogue());
        };
        scene.phase(participant.host(), RolloutEvent.Phase.ENDED);
        return status;
    }

    private static HostStatus ask(Scene scene, Dialogue dialogue) {
        Answer answer = dialogue.ask(
                new Request.AskStatus(scene.context()), scene.timing().answer());
        dialogue.end();
        return answer instanceof Answer.Got(Reply.Status s)
                ? new HostStatus.Known(s)
                : new HostStatus.Unknown(Caller.whyNot(answer), false);
    }
}
