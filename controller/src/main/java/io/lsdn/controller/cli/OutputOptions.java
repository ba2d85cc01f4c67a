package io.lsdn.controller.cli;

import io.lsdn.controller.report.JsonReport;
import io.lsdn.controller.report.Lines;
import io.lsdn.controller.report.LiveTable;
import io.lsdn.controller.report.Report;
import io.lsdn.controller.report.TextReport;
import io.lsdn.controller.rollout.RolloutListener;
import picocli.CommandLine.Option;

/** What is printed, and where. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = "text or json (one object on standard output).")
    private OutputFormat format = OutputFormat.TEXT;

    OutputFormat format() {
        return format;
    }

    /** Has to be closed before anything else is printed. */
    record Progress(RolloutListener listener) implements AutoCloseable {
        @Override
        public void close() {
            if (listener instanceof LiveTable table) {
                table.close();
            }
        }
    }

    /** A rollout's report with its progress. */
    record Reporting(Report report, Progress progress) {}

    Reporting reporting(Surroundings s, GeneralOptions general, boolean diff) {
        RolloutListener progress = progress(s, general);
        return new Reporting(
                switch (format) {
                    case TEXT ->
                        new TextReport(
                                progress,
                                s.out(),
                                diff,
                                general.style(s, s.terminal().out()));
                    case JSON -> new JsonReport(progress, s.out(), diff);
                },
                new Progress(progress));
    }

    /** A table on a terminal; else lines, beside the result where that is for people. */
    private RolloutListener progress(Surroundings s, GeneralOptions general) {
        return isLive(s)
                ? table(s, general)
                : new Lines(format == OutputFormat.TEXT ? s.out() : s.err(), general.verbosity());
    }

    /** Of a command whose result is all that matters: a table on a terminal, else lines if somebody wants them. */
    static Progress quiet(Surroundings s, GeneralOptions general) {
        boolean wanted = general.verbosity().level() > 0;
        return new Progress(isLive(s) ? table(s, general) : wanted ? new Lines(s.err(), general.verbosity()) : _ -> {});
    }

    private static LiveTable table(Surroundings s, GeneralOptions general) {
        return new LiveTable(s.err(), new TerminalSize(), general.verbosity(), general.style(s, true));
    }

    private static boolean isLive(Surroundings s) {
        return s.terminal().err() && !GeneralOptions.isDumb(s) && !isContinuousIntegration(s);
    }

    private static boolean isContinuousIntegration(Surroundings s) {
        String ci = s.environment().getOrDefault("CI", "");
        return !ci.isEmpty() && !ci.equals("false");
    }
}
