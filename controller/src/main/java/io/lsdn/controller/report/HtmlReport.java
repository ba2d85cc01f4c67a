package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/** A page in one file, for those who were not there: {@link HtmlPage}. */
public final class HtmlReport implements Report {
    private final Path file;
    private final PrintStream err;
    private final Supplier<String> drawing;
    private final Timeline timeline = new Timeline(System::nanoTime);
    private final Instant began = Instant.now();

    /**
     * @param err where it is said if the file cannot be written: a rollout does not fail for that
     * @param drawing the topology as SVG, asked for when all is over; empty where there is none
     */
    public HtmlReport(Path file, PrintStream err, Supplier<String> drawing) {
        this.file = file;
        this.err = err;
        this.drawing = drawing;
    }

    @Override
    public void on(RolloutEvent event) {
        timeline.on(event);
    }

    @Override
    public void ended(RolloutResult result) {
        try {
            Files.writeString(file, new HtmlPage(result, timeline, drawing.get(), began).text());
        } catch (IOException e) {
            err.println("lsdn-deploy: the report " + file + " cannot be written: " + e.getMessage());
        }
    }
}
