package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lsdn.controller.rollout.StatusSurvey.HostStatus;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code status} says of each host: generation, digest, drift, and what is unfinished. */
public final class StatusReport {
    private StatusReport() {}

    /** A line a host, and below it each object in which the kernel differs from what was confirmed. */
    public static List<String> text(Map<String, HostStatus> hosts, Style style) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, status) -> {
            String host = Texts.escaped(name);
            switch (status) {
                case HostStatus.Unknown u -> {
                    String word = u.unreachable() ? "unreachable" : "failed";
                    lines.add(host + ": " + style.bad(word) + ": " + Texts.fault(u.why()));
                }
                case HostStatus.Known(var s) -> {
                    lines.add(host + ": " + line(s, style));
                    s.drift().forEach(d -> lines.add("  " + style.changed(Texts.escaped(d))));
                }
            }
        });
        return lines;
    }

    private static String line(Reply.Status s, Style style) {
        String generation = s.generation()
                .map(g ->
                        "generation " + g + s.digest().map(d -> ", digest " + d).orElse(""))
                .orElse("nothing confirmed");
        String drift = s.drift().isEmpty()
                ? style.good("as confirmed")
                : style.changed("drifted in " + Texts.plural(s.drift().size(), "object"));
        return generation + ", " + drift
                + s.holder()
                        .map(h -> ", " + style.changed("rollout in progress") + " by " + Texts.escaped(h.toString()))
                        .orElse("");
    }

    /** {@code {"hosts":{…}}} as scripts know it, one line. */
    public static String json(Map<String, HostStatus> hosts) {
        var object = new JsonObject();
        hosts.forEach((name, status) -> object.add(name, json(status)));
        var all = new JsonObject();
        all.add("hosts", object);
        return Json.text(all);
    }

    /** An object a host, which names it, a line each. */
    public static List<String> ndjson(Map<String, HostStatus> hosts) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, status) -> {
            var object = new JsonObject();
            object.addProperty("host", name);
            json(status).entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
            lines.add(Json.text(object));
        });
        return lines;
    }

    private static JsonObject json(HostStatus status) {
        return switch (status) {
            case HostStatus.Known(var s) ->
                object(
                        s.generation().map(JsonPrimitive::new),
                        s.digest().map(JsonPrimitive::new),
                        s.drift(),
                        Optional.empty());
            case HostStatus.Unknown u -> object(Optional.empty(), Optional.empty(), List.of(), Optional.of(u.why()));
        };
    }

    private static JsonObject object(
            Optional<JsonPrimitive> generation,
            Optional<JsonPrimitive> digest,
            List<String> drift,
            Optional<Fault> error) {
        var differences = new JsonArray();
        drift.forEach(differences::add);
        var object = new JsonObject();
        object.add("generation", orNull(generation));
        object.add("digest", orNull(digest));
        object.add("drift", differences);
        object.add("unfinished", JsonNull.INSTANCE);
        object.add("error", RolloutJson.error(error));
        return object;
    }

    private static JsonElement orNull(Optional<JsonPrimitive> value) {
        return value.<JsonElement>map(v -> v).orElse(JsonNull.INSTANCE);
    }
}
