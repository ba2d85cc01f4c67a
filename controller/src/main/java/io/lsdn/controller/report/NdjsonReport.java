package io.lsdn.controller.report;

import com.google.gson.JsonObject;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.io.PrintStream;
import java.time.Clock;

/**
 * For programs that watch a rollout: an object a line on standard output for each event as it happens, and a last one with the
 * result. Each has {@code event} and {@code time} (UTC, ISO 8601):
 *
 * <ul>
 *   <li>{@code play}: {@code play}, its name; what follows belongs to it. Only where there are several plays
 *   <li>{@code phase}: {@code host}, {@code phase}
 *   <li>{@code warning}: {@code host}, {@code warning} with code, message and hint
 *   <li>{@code log}: {@code host}, {@code line} of the runner's log
 *   <li>{@code task}: {@code task}, {@code host} unless it was run on the controller, {@code line} of what it printed
 *   <li>{@code step}: {@code text}; all hosts passed a barrier, or the rollout turned round
 *   <li>{@code host}: {@code host}, and what it has in the result
 *   <li>{@code rollout}: the result, as {@code -o json} prints it
 * </ul>
 */
public final class NdjsonReport implements Report {
    private final PrintStream out;
    private final boolean diff;
    private final Clock clock;

    /** @param diff each host has its plan under {@code diff} */
    public NdjsonReport(PrintStream out, boolean diff, Clock clock) {
        this.out = out;
        this.diff = diff;
        this.clock = clock;
    }

    @Override
    public void on(RolloutEvent event) {
        switch (event) {
            case RolloutEvent.HostPhase p -> {
                var object = object("phase", p.host());
                object.addProperty("phase", p.phase().word().replace(' ', '_'));
                print(object);
            }
            case RolloutEvent.HostWarning w -> {
                var object = object("warning", w.host());
                object.add("warning", RolloutJson.fault(w.warning()));
                print(object);
            }
            case RolloutEvent.HostLog l -> {
                var object = object("log", l.host());
                object.addProperty("line", l.line());
                print(object);
            }
            case RolloutEvent.TaskOutput t -> {
                var object = object("task");
                object.addProperty("task", t.task());
                t.host().ifPresent(h -> object.addProperty("host", h));
                object.addProperty("line", t.line());
                print(object);
            }
            case RolloutEvent.Step s -> {
                var object = object("step");
                object.addProperty("text", s.text());
                print(object);
            }
            case RolloutEvent.HostEnded e ->
                print(with(object("host", e.result().host()), RolloutJson.host(e.result(), diff)));
        }
    }

    @Override
    public void play(String name, Topology topology) {
        var object = object("play");
        object.addProperty("play", name);
        print(object);
    }

    @Override
    public void ended(RolloutResult result) {
        print(with(object("rollout"), RolloutJson.rollout(result, diff)));
    }

    @Override
    public void notBegun(RolloutResult result) {
        ended(result);
    }

    private JsonObject object(String event) {
        var object = new JsonObject();
        object.addProperty("event", event);
        object.addProperty("time", clock.instant().toString());
        return object;
    }

    private JsonObject object(String event, String host) {
        var object = object(event);
        object.addProperty("host", host);
        return object;
    }

    private static JsonObject with(JsonObject object, JsonObject more) {
        more.entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
        return object;
    }

    /** One call a line, as events come from many threads; a reader sees each at once. */
    private void print(JsonObject object) {
        out.print(Json.text(object) + "\n");
        out.flush();
    }
}
