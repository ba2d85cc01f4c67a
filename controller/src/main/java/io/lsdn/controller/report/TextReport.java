package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.io.PrintStream;

/** For people: progress while it runs, then the summary. */
public final class TextReport implements Report {
    private final RolloutListener progress;
    private final PrintStream out;
    private final boolean diff;
    private final Style style;

    /**
     * @param progress where events go ({@link Lines}, {@link LiveTable})
     * @param out where the summary goes
     * @param diff the plans are shown too
     */
    public TextReport(RolloutListener progress, PrintStream out, boolean diff, Style style) {
        this.progress = progress;
        this.out = out;
        this.diff = diff;
        this.style = style;
    }

    @Override
    public void on(RolloutEvent event) {
        progress.on(event);
    }

    @Override
    public void play(String name, Topology topology) {
        out.println(style.strong("play " + Texts.escaped(name)));
    }

    @Override
    public void ended(RolloutResult result) {
        Summary.of(result, diff, style).forEach(out::println);
    }
}
