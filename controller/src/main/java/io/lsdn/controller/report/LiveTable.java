package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A table that is drawn over itself on a terminal (ECMA-48), at most {@link #REDRAWS_A_SECOND} times a second, with
 * warnings and failures scrolling by above it. Closing it removes the table and gives the cursor back.
 */
public final class LiveTable implements RolloutListener, AutoCloseable {
    static final int REDRAWS_A_SECOND = 10;
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    /** Off while a frame is drawn: a terminal that was made narrower cuts lines instead of wrapping them. */
    private static final String WRAP_OFF = "\033[?7l";

    private static final String WRAP_ON = "\033[?7h";
    private static final String ERASE_BELOW = "\r\033[J";

    private final PrintStream out;
    private final ScreenSize.Source screen;
    private final Verbosity verbosity;
    private final Style style;
    private final LongSupplier nanoTime;
    private final long start;
    private final TableModel model = new TableModel();
    private final List<String> above = new ArrayList<>();
    private final ScheduledExecutorService clock;
    private int drawn;
    private boolean closed;

    /** Starts to draw. */
    public LiveTable(PrintStream out, ScreenSize.Source screen, Verbosity verbosity, Style style) {
        this(out, screen, verbosity, style, System::nanoTime);
        out.print(HIDE_CURSOR);
        var _ = clock.scheduleAtFixedRate(this::draw, 0, 1_000 / REDRAWS_A_SECOND, TimeUnit.MILLISECONDS);
    }

    LiveTable(PrintStream out, ScreenSize.Source screen, Verbosity verbosity, Style style, LongSupplier nanoTime) {
        this.out = out;
        this.screen = screen;
        this.verbosity = verbosity;
        this.style = style;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("live-table").factory());
    }

    @Override
    public synchronized void on(RolloutEvent event) {
        model.on(event, now());
        if (scrollsBy(event)) {
            Lines.line(event, verbosity).ifPresent(above::add);
        }
    }

    private static boolean scrollsBy(RolloutEvent event) {
        return switch (event) {
            case RolloutEvent.HostPhase _, RolloutEvent.Step _ -> false;
            case RolloutEvent.HostWarning _, RolloutEvent.HostLog _, RolloutEvent.TaskOutput _ -> true;
            case RolloutEvent.HostEnded e -> e.result().error().isPresent();
        };
    }

    private Duration now() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** One frame. */
    synchronized void draw() {
        if (closed) {
            return;
        }
        var size = screen.size();
        var frame = model.frame(now(), size.columns(), size.rows() - 1, style);
        var text = new StringBuilder(WRAP_OFF);
        erase(text);
        scroll(text);
        frame.forEach(l -> text.append(l).append('\n'));
        out.print(text.append(WRAP_ON));
        out.flush();
        drawn = frame.size();
    }

    private void erase(StringBuilder text) {
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A').append(ERASE_BELOW);
        }
        drawn = 0;
    }

    private void scroll(StringBuilder text) {
        text.append(WRAP_ON);
        above.forEach(l -> text.append(l).append('\n'));
        above.clear();
        text.append(WRAP_OFF);
    }

    /** Removes the table; what scrolled by stays. */
    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            if (!closed) {
                closed = true;
                var text = new StringBuilder();
                erase(text);
                scroll(text);
                out.print(text.append(WRAP_ON).append(SHOW_CURSOR));
                out.flush();
            }
        }
    }
}
