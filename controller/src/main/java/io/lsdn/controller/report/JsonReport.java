package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import java.io.PrintStream;

/** For scripts: one JSON object on standard output; what happens meanwhile goes elsewhere. */
public final class JsonReport implements Report {
    private final RolloutListener progress;
    private final PrintStream out;
    private final boolean diff;

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
    public void ended(RolloutResult result) {
        out.println(Json.text(RolloutJson.rollout(result, diff)));
    }

    /** The object, in one line. */
    public static String text(RolloutResult result) {
        return Json.text(RolloutJson.rollout(result, false));
    }
}
