package io.lsdn.hostrunner.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Programs of the host.
 *
 * @param directories where they are looked for, in this order
 */
public record Programs(List<Path> directories) {
    /** In seconds. */
    private static final int PATIENCE = 60;

    public Programs {
        directories = List.copyOf(directories);
    }

    /** Those that a search path names. */
    public static Programs on(String path) {
        return new Programs(Stream.of(path.split(":", -1))
                .filter(d -> d.startsWith("/"))
                .map(Path::of)
                .toList());
    }

    Optional<Path> find(String name) {
        return directories.stream()
                .map(d -> d.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @throws IOException if it fails, or does not end in a minute */
    void run(String name, String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(find(name)
                .orElseThrow(() -> new IOException("there is no " + name))
                .toString()));
        words.addAll(List.of(arguments));
        Path output = Files.createTempFile("lsdn-boot", ".out");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " " + arguments[0] + " does not end");
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(output, StandardCharsets.UTF_8).strip();
                throw new IOException(name + " " + String.join(" ", arguments) + " failed"
                        + (said.isEmpty()
                                ? " (" + process.exitValue() + ")"
                                : ": " + said.lines().findFirst().orElse("")));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException(name + " was interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Whether or not it can be done. */
    void tryRun(String name, String... arguments) {
        try {
            run(name, arguments);
        } catch (IOException _) {
            // What is being taken away need not have been whole.
            return;
        }
    }
}
