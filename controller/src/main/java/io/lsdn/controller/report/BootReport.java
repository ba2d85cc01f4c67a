package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code boot install} and {@code boot remove} came to on each host.
 *
 * @param done the outcome of a host that was otherwise before: {@code installed} or {@code removed}
 */
public record BootReport(String done) {
    /** A line a host. */
    public List<String> text(Map<String, Answered> hosts, Style style) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, answered) -> {
            String word = outcome(answered);
            lines.add(Texts.escaped(name) + ": "
                    + switch (answered) {
                        case Answered.Not not -> style.bad(word) + ": " + Texts.fault(not.why());
                        case Answered.With(var reply) ->
                            ((Reply.Boot) reply).changed() ? style.changed(word) : style.good(word);
                    });
        });
        return lines;
    }

    /** {@code {"hosts":{…}}}, one line. */
    public String json(Map<String, Answered> hosts) {
        var object = new JsonObject();
        hosts.forEach((name, answered) -> object.add(name, json(answered)));
        var all = new JsonObject();
        all.add("hosts", object);
        return Json.text(all);
    }

    /** An object a host, which names it, a line each. */
    public List<String> ndjson(Map<String, Answered> hosts) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, answered) -> {
            var object = new JsonObject();
            object.addProperty("host", name);
            json(answered).entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
            lines.add(Json.text(object));
        });
        return lines;
    }

    private JsonObject json(Answered answered) {
        var files = new JsonArray();
        Optional<Fault> error = switch (answered) {
            case Answered.With(var reply) -> {
                ((Reply.Boot) reply).files().forEach(files::add);
                yield Optional.empty();
            }
            case Answered.Not not -> Optional.of(not.why());
        };
        var object = new JsonObject();
        object.addProperty("outcome", outcome(answered));
        object.add("files", files);
        object.add("error", RolloutJson.error(error));
        return object;
    }

    private String outcome(Answered answered) {
        return switch (answered) {
            case Answered.With(var reply) -> ((Reply.Boot) reply).changed() ? done : "unchanged";
            case Answered.Not not -> not.unreachable() ? "unreachable" : "failed";
        };
    }
}
