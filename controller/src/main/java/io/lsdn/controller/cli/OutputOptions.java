package io.lsdn.controller.cli;

import io.lsdn.controller.report.CiLines;
import io.lsdn.controller.report.CiSystem;
import io.lsdn.controller.report.JsonReport;
import io.lsdn.controller.report.Lines;
import io.lsdn.controller.report.LiveTable;
import io.lsdn.controller.report.NdjsonReport;
import io.lsdn.controller.report.Report;
import io.lsdn.controller.report.SeveralReports;
import io.lsdn.controller.report.TextReport;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.netmodel.topology.Topology;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is printed, and where. */
final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = OutputFormat.Converter.class,
            description = "text, json (one object on standard output) or ndjson (an object an event, a line each).")
    private OutputFormat format = OutputFormat.TEXT;

    OutputFormat format() {
        return format;
    }

    /** A rollout's report with its progress. */
    record Reporting(Report report, Progress progress) {}

    /** Of a rollout whose topology is not known here. */
    Reporting reporting(Surroundings s, GeneralOptions general, boolean diff, FileReports files) {
        return reporting(s, general, diff, files, Topology.empty(Topology.DEFAULT_CONTEXT));
    }

    Reporting reporting(Surroundings s, GeneralOptions general, boolean diff, FileReports files, Topology topology) {
        var progress = new Progress(() -> progress(s, general));
        Report shown = switch (format) {
            case TEXT ->
                new TextReport(
                        progress, s.out(), diff, general.style(s, s.terminal().out()));
            case JSON -> new JsonReport(progress, s.out(), diff);
            case NDJSON -> new NdjsonReport(s.out(), diff, Clock.systemUTC());
        };
        var all = new ArrayList<>(List.of(shown));
        all.addAll(files.reports(s, topology));
        return new Reporting(new SeveralReports(all), progress);
    }

    /** A table on a terminal; else lines, beside the result where that is for people; none where the result is events. */
    private RolloutListener progress(Surroundings s, GeneralOptions general) {
        if (format == OutputFormat.NDJSON) {
            return _ -> {};
        }
        if (isLive(s)) {
            return table(s, general);
        }
        PrintStream out = format == OutputFormat.TEXT ? s.out() : s.err();
        Optional<CiSystem> ci = CiSystem.of(s.environment());
        return ci.isPresent() ? new CiLines(out, general.verbosity(), ci.get()) : new Lines(out, general.verbosity());
    }

    /** Of a command whose result is all that matters: a table on a terminal, else lines if somebody wants them. */
    static Progress quiet(Surroundings s, GeneralOptions general) {
        boolean wanted = general.verbosity().level() > 0;
        return new Progress(
                () -> isLive(s) ? table(s, general) : wanted ? new Lines(s.err(), general.verbosity()) : _ -> {});
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
