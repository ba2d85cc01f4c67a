package io.lsdn.controller.cli;

import io.lsdn.controller.report.Style;
import io.lsdn.controller.report.Verbosity;
import picocli.CommandLine.Option;

/** What every command understands. */
final class GeneralOptions {
    @Option(
            names = {"-v", "--verbose"},
            split = ",",
            description = "Tell more: every phase (-v), the hosts' logs too (-vv).")
    private boolean[] verbose = {};

    @Option(names = "--no-color", description = "No colours; so does the variable NO_COLOR.")
    private boolean noColor;

    Verbosity verbosity() {
        int level = 0;
        for (boolean v : verbose) {
            level += v ? 1 : 0;
        }
        return new Verbosity(level);
    }

    /** @param terminal whether the stream is one */
    Style style(Surroundings surroundings, boolean terminal) {
        boolean wanted = !noColor
                && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return wanted && terminal && !isDumb(surroundings) ? Style.COLOUR : Style.PLAIN;
    }

    /** A terminal that understands no control sequences. */
    static boolean isDumb(Surroundings surroundings) {
        return surroundings.environment().getOrDefault("TERM", "dumb").equals("dumb");
    }
}
