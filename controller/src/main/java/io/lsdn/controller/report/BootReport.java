package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import java.util.List;
import java.util.Optional;

/**
 * What {@code boot install} and {@code boot remove} came to on each host.
 *
 * @param done the outcome of a host that was otherwise before: {@code installed} or {@code removed}
 */
public record BootReport(String done) implements HostsReport<Reply.Boot> {
    @Override
    public List<String> text(String host, Answered<Reply.Boot> answered, Style style) {
        String word = outcome(answered);
        String said = switch (answered) {
            case Answered.Not<Reply.Boot>(var why, boolean _) -> style.bad(word) + ": " + Texts.fault(why);
            case Answered.With<Reply.Boot>(var reply) -> reply.changed() ? style.changed(word) : style.good(word);
        };
        return List.of(Texts.escaped(host) + ": " + said);
    }

    @Override
    public JsonObject json(String host, Answered<Reply.Boot> answered) {
        var files = new JsonArray();
        Optional<Fault> error = switch (answered) {
            case Answered.With<Reply.Boot>(var reply) -> {
                reply.files().forEach(files::add);
                yield Optional.empty();
            }
            case Answered.Not<Reply.Boot>(var why, boolean _) -> Optional.of(why);
        };
        var object = new JsonObject();
        object.addProperty("outcome", outcome(answered));
        object.add("files", files);
        object.add("error", RolloutJson.error(error));
        return object;
    }

    private String outcome(Answered<Reply.Boot> answered) {
        return switch (answered) {
            case Answered.With<Reply.Boot>(var reply) -> reply.changed() ? done : "unchanged";
            case Answered.Not<Reply.Boot>(Fault _, boolean unreachable) -> unreachable ? "unreachable" : "failed";
        };
    }
}
