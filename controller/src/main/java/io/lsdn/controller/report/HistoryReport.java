package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lsdn.controller.state.PastRollout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rollouts that were made from here: when, who, what, and how they ended. */
public final class HistoryReport {
    private static final int DIGEST_SHOWN = 12;

    private HistoryReport() {}

    /** A line a rollout, below a heading. */
    public static List<String> text(List<PastRollout> past, Style style) {
        var lines = new ArrayList<String>();
        if (past.isEmpty()) {
            return List.of("no rollouts were made from here");
        }
        String format = "%-26s  %-20s  %-16s  %-15s  %-8s  %-5s  %-12s  %-5s  %s";
        lines.add(String.format(
                format, "ROLLOUT", "TIME", "WHO", "CONTEXT", "COMMAND", "GEN", "DIGEST", "HOSTS", "OUTCOME"));
        for (PastRollout p : past) {
            lines.add(String.format(
                    format,
                    p.holder().rollout(),
                    p.holder().since(),
                    Texts.escaped(p.holder().user() + "@" + p.holder().host()),
                    p.context(),
                    p.command(),
                    p.generation().map(String::valueOf).orElse("-"),
                    p.digest()
                            .map(d -> d.substring(0, Math.min(DIGEST_SHOWN, d.length())))
                            .orElse("-"),
                    p.hosts().size(),
                    outcome(p, style)));
        }
        return lines;
    }

    private static String outcome(PastRollout p, Style style) {
        String word =
                p.outcome().map(o -> o.replace('_', ' ')).orElse(p.generation().isPresent() ? "decided" : "begun");
        String text = switch (word) {
            case "committed", "unchanged" -> style.good(word);
            default -> style.bad(word);
        };
        return p.open()
                ? text + " (unfinished: lsdn-deploy resume " + p.holder().rollout() + ")"
                : text;
    }

    /** {@code {"rollouts":[…]}}, newest first, one line. */
    public static String json(List<PastRollout> past) {
        var rollouts = new JsonArray();
        past.forEach(p -> rollouts.add(json(p)));
        var all = new JsonObject();
        all.add("rollouts", rollouts);
        return Json.text(all);
    }

    /** An object a rollout, newest first. */
    public static List<String> ndjson(List<PastRollout> past) {
        return past.stream().map(p -> Json.text(json(p))).toList();
    }

    private static JsonObject json(PastRollout p) {
        var hosts = new JsonObject();
        p.hosts().forEach((name, outcome) -> hosts.add(name, orNull(outcome.map(JsonPrimitive::new))));
        var object = new JsonObject();
        object.addProperty("rollout", p.holder().rollout());
        object.addProperty("time", p.holder().since());
        object.addProperty("user", p.holder().user());
        object.addProperty("host", p.holder().host());
        object.addProperty("pid", p.holder().pid());
        object.addProperty("context", p.context());
        object.addProperty("command", p.command());
        object.add("digest", orNull(p.digest().map(JsonPrimitive::new)));
        object.add("generation", orNull(p.generation().map(JsonPrimitive::new)));
        object.add("outcome", orNull(p.outcome().map(JsonPrimitive::new)));
        object.add("seconds", orNull(p.millis().map(m -> RolloutJson.seconds(Duration.ofMillis(m)))));
        object.addProperty("unfinished", p.open());
        object.add("hosts", hosts);
        return object;
    }

    private static JsonElement orNull(Optional<JsonPrimitive> value) {
        return value.<JsonElement>map(v -> v).orElse(JsonNull.INSTANCE);
    }
}
