package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** For scripts: one JSON object on standard output, also of several plays; what happens meanwhile goes elsewhere. */
public final class JsonReport implements Report {
    private final RolloutListener progress;
    private final PrintStream out;
    private final boolean diff;
    private final List<PlayResult> plays = new ArrayList<>();
    private Optional<String> play = Optional.empty();

    /** @param diff each host has its plan under {@code diff} */
    public JsonReport(RolloutListener progress, PrintStream out, boolean diff) {
        this.progress = progress;
        this.out = out;
        this.diff = diff;
    }

    @Override
    public void on(RolloutEvent event) {
        progress.on(event);
    }

    @Override
    public void play(String name, Topology topology) {
        play = Optional.of(name);
    }

    @Override
    public void ended(RolloutResult result) {
        play.ifPresentOrElse(
                name -> plays.add(new PlayResult(name, result)),
                () -> out.println(Json.text(RolloutJson.rollout(result, diff))));
    }

    @Override
    public void notBegun(RolloutResult result) {
        ended(result);
    }

    @Override
    public void finished() {
        out.println(Json.text(RolloutJson.plays(plays, diff)));
    }

    /** The object, in one line. */
    public static String text(RolloutResult result) {
        return Json.text(RolloutJson.rollout(result, false));
    }
}
