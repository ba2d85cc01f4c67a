package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A page in one file, for those who were not there: {@link HtmlPage}. */
public final class HtmlReport implements Report {
    private final Path file;
    private final PrintStream err;
    private final Function<Topology, String> draw;
    private final List<HtmlPage> plays = new ArrayList<>();
    private Topology topology;
    private String play = "";
    private Timeline timeline = new Timeline(System::nanoTime);
    private Instant began = Instant.now();

    /**
     * @param err where it is said if the file cannot be written: a rollout does not fail for that
     * @param topology of the rollout, or of the first play
     * @param draw a topology as SVG, asked for when all is over; empty where there is none
     */
    public HtmlReport(Path file, PrintStream err, Topology topology, Function<Topology, String> draw) {
        this.file = file;
        this.err = err;
        this.topology = topology;
        this.draw = draw;
    }

    @Override
    public synchronized void play(String name, Topology drawn) {
        play = name;
        topology = drawn;
        timeline = new Timeline(System::nanoTime);
        began = Instant.now();
    }

    @Override
    public synchronized void on(RolloutEvent event) {
        timeline.on(event);
    }

    @Override
    public synchronized void ended(RolloutResult result) {
        plays.add(new HtmlPage(play, result, timeline, draw.apply(topology), began));
        try {
            Files.writeString(file, HtmlPage.text(plays));
        } catch (IOException e) {
            err.println("lsdn-deploy: the report " + file + " cannot be written: " + e.getMessage());
        }
    }
}
