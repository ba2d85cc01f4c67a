package io.lsdn.hostrunner.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a runner was started: {@code JAVA OPTION… -jar JAR …}.
 *
 * @param java the program
 * @param options of the virtual machine, without {@code -jar}
 * @param jar the runner
 */
public record RunnerCommand(Path java, List<String> options, Path jar) {
    private static final Path MINE = Path.of("/proc/self/cmdline");

    public RunnerCommand {
        options = List.copyOf(options);
    }

    /** Of this process; empty if it was started in another way. */
    public static Optional<RunnerCommand> mine() {
        try {
            return of(List.of(new String(Files.readAllBytes(MINE), StandardCharsets.UTF_8).split("\0", -1)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** @param words of a command line */
    static Optional<RunnerCommand> of(List<String> words) {
        int at = words.indexOf("-jar");
        return at < 1 || at + 1 >= words.size()
                ? Optional.empty()
                : Optional.of(
                        new RunnerCommand(Path.of(words.getFirst()), words.subList(1, at), Path.of(words.get(at + 1))));
    }
}
