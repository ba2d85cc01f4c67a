package io.lsdn.controller.report;

/**
 * How much a user wants to know.
 *
 * @param level how often {@code -v} was given
 */
public record Verbosity(int level) {
    public boolean showsEveryPhase() {
        return level >= 1;
    }

    /** What the runners write to standard error. */
    public boolean showsLogs() {
        return level >= 2;
    }
}
