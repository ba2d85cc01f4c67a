package io.lsdn.tests.faults;

import io.lsdn.tests.deploy.Cli;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code lsdn-deploy} as a process that faults can find: its number is in a file. A suite starts it some hundred times, so the first one
 * leaves a class archive to the others, as the launcher does.
 */
record Controller(Path directory, Path archive) {
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED");

    /** Under way. */
    record Running(Process process, Path out, Path err) {
        Cli.Ended await() throws IOException, InterruptedException {
            int exit = process.waitFor();
            return new Cli.Ended(exit, read(out), read(err));
        }

        private static String read(Path file) throws IOException {
            return Files.readString(file, StandardCharsets.UTF_8);
        }
    }

    Path pidFile() {
        return directory.resolve("controller.pid");
    }

    Cli.Ended run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), List.of(arguments)).await();
    }

    Running start(Map<String, String> environment, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + archive);
        command.addAll(List.of("-cp", classPath(), "io.lsdn.controller.cli.Main"));
        command.addAll(arguments);
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Files.writeString(pidFile(), Long.toString(process.pid()));
        return new Running(process, out, err);
    }

    /** An archive holds classes of jars only; in a build of one module they may not be packed. */
    private static String classPath() {
        String all = System.getProperty("java.class.path");
        List<String> jars =
                Stream.of(all.split(":")).filter(p -> p.endsWith(".jar")).toList();
        boolean packed =
                jars.stream().anyMatch(j -> Path.of(j).getFileName().toString().startsWith("controller-"));
        return packed ? jars.stream().collect(Collectors.joining(":")) : all;
    }
}
