package io.lsdn.controller.cli;

import io.lsdn.controller.drawing.Drawing;
import io.lsdn.controller.report.HtmlReport;
import io.lsdn.controller.report.JunitReport;
import io.lsdn.controller.report.Report;
import io.lsdn.netmodel.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Reports of a rollout that go into files, beside what is printed. */
final class FileReports {
    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the result as JUnit XML too: a suite a rollout, a test a host.")
    private Optional<Path> junit = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Write the result as a page too: outcomes on a timeline, changes, the topology.")
    private Optional<Path> page = Optional.empty();

    /** @throws UsageException if a file cannot be there: better said before a host is contacted than after */
    List<Report> reports(Surroundings s, Topology topology) {
        return Stream.concat(
                        junit.stream().<Report>map(f -> new JunitReport(writable("--junit", s, f), s.err())),
                        page.stream()
                                .<Report>map(f -> new HtmlReport(
                                        writable("--report", s, f),
                                        s.err(),
                                        topology,
                                        t -> t.nets().isEmpty() ? "" : Drawing.SVG.of(t))))
                .toList();
    }

    private static Path writable(String option, Surroundings s, Path given) {
        Path file = s.directory().resolve(given);
        Path parent = Optional.ofNullable(file.getParent()).orElse(file);
        if (!Files.isDirectory(parent)) {
            throw new UsageException(option + " " + given + ": there is no directory " + parent);
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new UsageException(option + " " + given + ": this file cannot be written");
        }
        return file;
    }
}
