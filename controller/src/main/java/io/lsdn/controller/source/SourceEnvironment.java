package io.lsdn.controller.source;

import io.lsdn.netmodel.validate.Unsupported;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What loading depends on beside its arguments.
 *
 * @param stdin what {@code -} names
 * @param directory what relative names are relative to
 * @param programLimit how long a program may take to print a topology
 * @param unsupported what is refused by name
 * @param scriptArguments {@code $argv} of a script in LSDN's language
 */
public record SourceEnvironment(
        InputStream stdin,
        Path directory,
        Duration programLimit,
        Unsupported unsupported,
        List<String> scriptArguments) {
    public SourceEnvironment {
        scriptArguments = List.copyOf(scriptArguments);
    }

    /** Without arguments for scripts. */
    public SourceEnvironment(InputStream stdin, Path directory, Duration programLimit, Unsupported unsupported) {
        this(stdin, directory, programLimit, unsupported, List.of());
    }

    /** That of the command line. */
    public static SourceEnvironment ofProcess() {
        return new SourceEnvironment(System.in, Path.of(""), Duration.ofSeconds(60), Unsupported.NOW);
    }
}
