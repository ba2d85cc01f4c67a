package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.wire.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A rollout's result as JSON: the names and their order are the contract's. */
final class RolloutJson {
    private RolloutJson() {}

    /** @param diff each host has its plan under {@code diff} */
    static JsonObject rollout(RolloutResult r, boolean diff) {
        var hosts = new JsonObject();
        r.hosts().forEach((name, host) -> hosts.add(name, host(host, diff)));
        var object = new JsonObject();
        object.addProperty("rollout", r.rollout());
        object.addProperty("context", r.context());
        object.addProperty("outcome", r.outcome().word());
        object.add("seconds", seconds(r.took()));
        object.add("hosts", hosts);
        r.error().ifPresent(e -> object.add("error", fault(e)));
        return object;
    }

    /** Several plays: each is as if it were alone, with its name before. */
    static JsonObject plays(List<PlayResult> plays, boolean diff) {
        var list = new JsonArray();
        for (PlayResult play : plays) {
            var one = new JsonObject();
            one.addProperty("name", play.play());
            rollout(play.result(), diff).entrySet().forEach(e -> one.add(e.getKey(), e.getValue()));
            list.add(one);
        }
        var object = new JsonObject();
        object.addProperty("outcome", PlayResult.outcome(plays).word());
        object.add(
                "seconds", seconds(plays.stream().map(p -> p.result().took()).reduce(Duration.ZERO, Duration::plus)));
        object.add("plays", list);
        return object;
    }

    static JsonObject host(HostResult h, boolean diff) {
        var changes = new JsonObject();
        changes.addProperty("added", h.changes().added());
        changes.addProperty("changed", h.changes().changed());
        changes.addProperty("removed", h.changes().removed());
        var object = new JsonObject();
        object.addProperty("outcome", h.outcome().word());
        object.add(
                "generation",
                h.generation().<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE));
        object.add("changes", changes);
        object.add("seconds", seconds(h.took()));
        object.add("error", error(h.error()));
        object.addProperty("recovered", h.recovered());
        object.add("warnings", warnings(h.warnings()));
        if (diff) {
            var plan = new JsonArray();
            h.plan().forEach(p -> plan.add(PlanText.line(p)));
            object.add("diff", plan);
        }
        return object;
    }

    private static JsonArray warnings(List<Fault> warnings) {
        var list = new JsonArray();
        warnings.forEach(w -> list.add(fault(w)));
        return list;
    }

    /** {@code null}, or code, message and hint. */
    static JsonElement error(Optional<Fault> fault) {
        return fault.<JsonElement>map(RolloutJson::fault).orElse(JsonNull.INSTANCE);
    }

    static JsonObject fault(Fault fault) {
        var object = new JsonObject();
        object.addProperty("code", fault.code());
        object.addProperty("message", fault.message());
        object.addProperty("hint", fault.hint());
        return object;
    }

    /** A number with at most three decimals. */
    static JsonPrimitive seconds(Duration took) {
        BigDecimal value = BigDecimal.valueOf(took.toMillis(), 3).stripTrailingZeros();
        return new JsonPrimitive(value.scale() < 0 ? value.setScale(0) : value);
    }
}
