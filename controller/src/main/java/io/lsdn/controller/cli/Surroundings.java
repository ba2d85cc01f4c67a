package io.lsdn.controller.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command runs in.
 *
 * @param out standard output: results
 * @param err standard error: problems, and progress where standard output belongs to a script
 * @param environment the process's variables
 * @param directory the current directory
 * @param home the user's directory
 * @param terminal which of the streams a person looks at
 * @param interrupts who is told of SIGINT and SIGTERM
 * @param scriptArguments what stands after {@code --}
 */
record Surroundings(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Path home,
        Terminal terminal,
        Interrupts interrupts,
        List<String> scriptArguments) {
    Surroundings {
        environment = Map.copyOf(environment);
        scriptArguments = List.copyOf(scriptArguments);
    }

    Surroundings(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            Path directory,
            Path home,
            Terminal terminal,
            Interrupts interrupts) {
        this(out, err, environment, directory, home, terminal, interrupts, List.of());
    }

    /** As if started there. */
    Surroundings in(Path other) {
        return new Surroundings(out, err, environment, other, home, terminal, interrupts, scriptArguments);
    }

    /** With arguments for a script. */
    Surroundings with(List<String> arguments) {
        return new Surroundings(out, err, environment, directory, home, terminal, interrupts, arguments);
    }
}
