package io.lsdn.controller.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs what users run, so that the JVM's AOT cache (JEP 483, JEP 514) holds the classes that they need. Started by
 * {@code bin/build-launch}; prints nothing and changes nothing.
 */
public final class AotTraining {
    private AotTraining() {}

    public static void main(String[] args) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(
                nowhere,
                nowhere,
                Map.of(),
                Path.of("").toAbsolutePath(),
                Path.of("").toAbsolutePath(),
                new Terminal(false, false, false),
                new Interrupts());
        for (var run : List.of(List.of("--version"), List.of("--help"), List.<String>of())) {
            var _ = new Program(surroundings).run(run);
        }
    }
}
