package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lsdn.controller.rollout.StatusSurvey.HostStatus;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code status} says of each host: generation, digest, drift, and what is unfinished. */
public final class StatusReport {
    private StatusReport() {}

    /** A line a host, and below it each object in which the kernel differs from what was confirmed. */
    public static List<String> text(Map<String, HostStatus> hosts, List<OpenRollout> open, Style style) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, status) -> {
            String host = Texts.escaped(name);
            switch (status) {
                case HostStatus.Unknown u -> {
                    String word = u.unreachable() ? "unreachable" : "failed";
                    lines.add(host + ": " + style.bad(word) + ": " + Texts.fault(u.why()));
                    here(name, open).map(o -> "  " + style.changed(recorded(o))).ifPresent(lines::add);
                }
                case HostStatus.Known(var s) -> {
                    lines.add(host + ": " + line(s, style));
                    s.drift().forEach(d -> lines.add("  " + style.changed(Texts.escaped(d))));
                    s.pending().forEach(p -> lines.add("  pending: " + Texts.escaped(p)));
                    s.unfinished()
                            .filter(_ -> s.holder().isEmpty())
                            .ifPresent(u -> lines.add("  " + style.changed(leftOver(u))));
                    here(name, open).map(o -> "  " + style.changed(recorded(o))).ifPresent(lines::add);
                    s.warnings().forEach(w -> lines.add("  " + style.changed("warning") + ": " + Texts.fault(w)));
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
        String pending = s.pending().isEmpty() ? "" : ", " + s.pending().size() + " pending";
        return generation + ", " + drift + pending
                + s.holder()
                        .map(h -> ", " + style.changed("rollout in progress") + " by " + Texts.escaped(h.toString()))
                        .orElse("");
    }

    private static Optional<OpenRollout> here(String host, List<OpenRollout> open) {
        return open.stream().filter(o -> o.entry().hosts().contains(host)).findFirst();
    }

    private static String leftOver(Unfinished u) {
        String whose = u.whose().map(h -> " of " + Texts.escaped(h.toString())).orElse("");
        return u.kept()
                ? "what a failed commit" + whose + " applied was kept; the next rollout takes it back"
                : "an unfinished transaction" + whose + "; the next rollout recovers this host first";
    }

    private static String recorded(OpenRollout o) {
        return "rollout " + o.id() + (o.decision().isPresent() ? " was decided and" : "")
                + " did not come to its end here: lsdn-deploy resume " + o.id();
    }

    /** {@code {"hosts":{…}}} as scripts know it, one line. */
    public static String json(Map<String, HostStatus> hosts, List<OpenRollout> open) {
        var object = new JsonObject();
        hosts.forEach((name, status) -> object.add(name, json(name, status, open)));
        var all = new JsonObject();
        all.add("hosts", object);
        return Json.text(all);
    }

    /** An object a host, which names it, a line each. */
    public static List<String> ndjson(Map<String, HostStatus> hosts, List<OpenRollout> open) {
        var lines = new ArrayList<String>();
        hosts.forEach((name, status) -> {
            var object = new JsonObject();
            object.addProperty("host", name);
            json(name, status, open).entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
            lines.add(Json.text(object));
        });
        return lines;
    }

    private static JsonObject json(String name, HostStatus status, List<OpenRollout> open) {
        return switch (status) {
            case HostStatus.Known(var s) ->
                object(
                        s.generation().map(JsonPrimitive::new),
                        s.digest().map(JsonPrimitive::new),
                        s.drift(),
                        s.pending(),
                        unfinished(s.unfinished(), s.holder(), here(name, open)),
                        Optional.empty());
            case HostStatus.Unknown u ->
                object(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        unfinished(Optional.empty(), Optional.empty(), here(name, open)),
                        Optional.of(u.why()));
        };
    }

    /** Left on the host, at work there, or on record here: whose it is, and what is known of it. */
    private static Optional<JsonObject> unfinished(
            Optional<Unfinished> there, Optional<Holder> running, Optional<OpenRollout> here) {
        if (there.isEmpty() && running.isEmpty() && here.isEmpty()) {
            return Optional.empty();
        }
        JsonObject object = running.or(() -> there.flatMap(Unfinished::whose))
                .or(() -> here.map(o -> o.entry().holder()))
                .map(StatusReport::holder)
                .orElseGet(JsonObject::new);
        object.addProperty("running", running.isPresent());
        object.addProperty("kept", there.map(Unfinished::kept).orElse(false));
        object.addProperty("decided", here.flatMap(OpenRollout::decision).isPresent());
        return Optional.of(object);
    }

    private static JsonObject holder(Holder h) {
        var object = new JsonObject();
        object.addProperty("rollout", h.rollout());
        object.addProperty("user", h.user());
        object.addProperty("host", h.host());
        object.addProperty("pid", h.pid());
        object.addProperty("since", h.since());
        return object;
    }

    private static JsonObject object(
            Optional<JsonPrimitive> generation,
            Optional<JsonPrimitive> digest,
            List<String> drift,
            List<String> pending,
            Optional<JsonObject> unfinished,
            Optional<Fault> error) {
        var object = new JsonObject();
        object.add("generation", orNull(generation));
        object.add("digest", orNull(digest));
        object.add("drift", lines(drift));
        object.add("pending", lines(pending));
        object.add("unfinished", orNull(unfinished));
        object.add("error", RolloutJson.error(error));
        return object;
    }

    private static JsonArray lines(List<String> lines) {
        var array = new JsonArray();
        lines.forEach(array::add);
        return array;
    }

    private static JsonElement orNull(Optional<? extends JsonElement> value) {
        return value.<JsonElement>map(v -> v).orElse(JsonNull.INSTANCE);
    }
}
