package io.lsdn.controller.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as it would be started in a directory. */
final class Invocation {
    final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Invocation(Path directory) {
        this.directory = directory;
    }

    Invocation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Invocation file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        return this;
    }

    int run(String... arguments) {
        return run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments);
    }

    int run(PrintStream stdout, String... arguments) {
        out.reset();
        err.reset();
        var surroundings = new Surroundings(
                stdout,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                environment,
                directory,
                directory,
                new Terminal(false, false, false),
                new Interrupts());
        return new Program(surroundings).run(List.of(arguments));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
