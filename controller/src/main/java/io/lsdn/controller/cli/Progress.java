package io.lsdn.controller.cli;

import io.lsdn.controller.report.CiLines;
import io.lsdn.controller.report.LiveTable;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import java.util.function.Supplier;

/** What is shown while something runs. Has to be closed before anything else is printed; may be opened again. */
final class Progress implements RolloutListener, AutoCloseable {
    private final Supplier<RolloutListener> maker;
    private RolloutListener now;

    Progress(Supplier<RolloutListener> maker) {
        this.maker = maker;
        this.now = maker.get();
    }

    RolloutListener listener() {
        return this;
    }

    /** For the next play. */
    synchronized void reopen() {
        close();
        now = maker.get();
    }

    @Override
    public void on(RolloutEvent event) {
        now().on(event);
    }

    private synchronized RolloutListener now() {
        return now;
    }

    @Override
    public synchronized void close() {
        switch (now) {
            case LiveTable table -> table.close();
            case CiLines lines -> lines.close();
            default -> {
                // Lines end with each line.
            }
        }
        now = _ -> {};
    }
}
