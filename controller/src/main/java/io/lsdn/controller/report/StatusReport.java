package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code status} says of each host: generation, digest, drift, and what is unfinished.
 *
 * @param open the rollouts that did not come to their end here
 */
public record StatusReport(List<OpenRollout> open) implements HostsReport<Reply.Status> {
    public StatusReport {
        open = List.copyOf(open);
    }

    @Override
    public List<String> text(String host, Answered<Reply.Status> answered, Style style) {
        var lines = new ArrayList<String>();
        String name = Texts.escaped(host);
        switch (answered) {
            case Answered.Not<Reply.Status>(var why, boolean unreachable) -> {
                lines.add(name + ": " + style.bad(unreachable ? "unreachable" : "failed") + ": " + Texts.fault(why));
                here(host).map(o -> "  " + style.changed(recorded(o))).ifPresent(lines::add);
            }
            case Answered.With<Reply.Status>(var s) -> {
                lines.add(name + ": " + line(s, style));
                s.drift().forEach(d -> lines.add("  " + style.changed(Texts.escaped(d))));
                s.pending().forEach(p -> lines.add("  pending: " + Texts.escaped(p)));
                s.unfinished()
                        .filter(_ -> s.holder().isEmpty())
                        .ifPresent(u -> lines.add("  " + style.changed(leftOver(u))));
                here(host).map(o -> "  " + style.changed(recorded(o))).ifPresent(lines::add);
                s.warnings().forEach(w -> lines.add("  " + style.changed("warning") + ": " + Texts.fault(w)));
            }
        }
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

    private Optional<OpenRollout> here(String host) {
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

    @Override
    public JsonObject json(String host, Answered<Reply.Status> answered) {
        return switch (answered) {
            case Answered.With<Reply.Status>(var s) ->
                object(
                        s.generation().map(JsonPrimitive::new),
                        s.digest().map(JsonPrimitive::new),
                        s.drift(),
                        s.pending(),
                        unfinished(s.unfinished(), s.holder(), here(host)),
                        Optional.empty());
            case Answered.Not<Reply.Status>(var why, boolean _) ->
                object(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        unfinished(Optional.empty(), Optional.empty(), here(host)),
                        Optional.of(why));
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
