package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks hosts what they hold of a context. Takes no lock and changes nothing. */
public final class StatusSurvey {
    private final HostQuestion question;

    /** @param participants those inside are asked */
    public StatusSurvey(Participants participants, RolloutSettings settings, HostGate gate, RolloutListener listener) {
        this.question = new HostQuestion(participants, settings, gate, listener);
    }

    /** What is known of a host. */
    public sealed interface HostStatus {
        record Known(Reply.Status status) implements HostStatus {}

        /** @param unreachable it was not even logged in to */
        record Unknown(Fault why, boolean unreachable) implements HostStatus {}
    }

    /** Asks all. */
    public Map<String, HostStatus> run() {
        var hosts = new LinkedHashMap<String, HostStatus>();
        String context = question.participants().topology().context();
        question.ask(new Request.AskStatus(context), Reply.Status.class)
                .forEach((host, answered) -> hosts.put(host, status(answered)));
        return hosts;
    }

    private static HostStatus status(HostQuestion.Answered answered) {
        return switch (answered) {
            case HostQuestion.Answered.Not(var why, boolean unreachable) -> new HostStatus.Unknown(why, unreachable);
            case HostQuestion.Answered.With(var reply) -> new HostStatus.Known((Reply.Status) reply);
        };
    }
}
