package io.lsdn.controller.cli;

import io.lsdn.controller.report.JunitReport;
import io.lsdn.controller.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Reports of a rollout that go into files, beside what is printed. */
final class FileReports {
    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Write the result as JUnit XML too: a suite a rollout, a test a host.")
    private Optional<Path> junit = Optional.empty();

    /** @throws UsageException if a file cannot be there: better said before a host is contacted than after */
    List<Report> reports(Surroundings s) {
        return junit.map(f -> s.directory().resolve(f)).stream()
                .<Report>map(f -> new JunitReport(writable(f), s.err()))
                .toList();
    }

    private static Path writable(Path file) {
        Path parent = Optional.ofNullable(file.getParent()).orElse(file);
        if (!Files.isDirectory(parent)) {
            throw new UsageException("--junit " + file + ": there is no directory " + parent);
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : parent)) {
            throw new UsageException("--junit " + file + ": this file cannot be written");
        }
        return file;
    }
}
