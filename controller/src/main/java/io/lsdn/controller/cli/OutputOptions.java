package io.lsdn.controller.cli;

import io.lsdn.controller.report.JsonReport;
import io.lsdn.controller.report.Lines;
import io.lsdn.controller.report.LiveTable;
import io.lsdn.controller.report.Report;
import io.lsdn.controller.report.TextReport;
import io.lsdn.controller.rollout.RolloutListener;
import java.io.PrintStream;
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

    /** A rollout's report, and progress that has to be ended before anything else is printed. */
    record Reporting(Report report, RolloutListener progress) implements AutoCloseable {
        @Override
        public void close() {
            if (progress instanceof LiveTable table) {
                table.close();
            }
        }
    }

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
                progress);
    }

    /** A table on a terminal; else lines, beside the result where that is for people. */
    private RolloutListener progress(Surroundings s, GeneralOptions general) {
        if (s.terminal().err() && !GeneralOptions.isDumb(s) && !isContinuousIntegration(s)) {
            return new LiveTable(s.err(), new TerminalSize(), general.verbosity(), general.style(s, true));
        }
        PrintStream lines = switch (format) {
            case TEXT -> s.out();
            case JSON -> s.err();
        };
        return new Lines(lines, general.verbosity());
    }

    private static boolean isContinuousIntegration(Surroundings s) {
        String ci = s.environment().getOrDefault("CI", "");
        return !ci.isEmpty() && !ci.equals("false");
    }
}
