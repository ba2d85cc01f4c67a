package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.PlaybookResult;
import io.lsdn.controller.playbook.PlaybookSource;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.controller.source.TopologySource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which topology. */
final class TopologyOptions {
    @Parameters(
            paramLabel = "TOPOLOGY",
            arity = "0..*",
            description =
                    "A playbook; or topology files, directories, executables that print one, or - (standard input).")
    private List<String> sources = List.of();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            converter = ContextName.class,
            description = "The context, instead of the topology's own.")
    private Optional<String> context = Optional.empty();

    List<String> sources() {
        return sources;
    }

    LoadResult load(Surroundings s) {
        try {
            return TopologySource.load(named(), context, environment(s));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    /** A playbook too. */
    PlaybookResult loadPlays(Surroundings s) {
        try {
            return PlaybookSource.load(named(), context, environment(s));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    private List<String> named() {
        if (sources.isEmpty()) {
            throw new UsageException("no topology: name a file or a directory");
        }
        return sources;
    }

    private SourceEnvironment environment(Surroundings s) {
        if (!s.scriptArguments().isEmpty() && sources.stream().noneMatch(n -> n.endsWith(".lsctl"))) {
            throw new UsageException("arguments after -- are for an lsctl script, and no TOPOLOGY is one (FILE.lsctl)");
        }
        var process = SourceEnvironment.ofProcess();
        return new SourceEnvironment(
                process.stdin(), s.directory(), process.programLimit(), process.unsupported(), s.scriptArguments());
    }

    /** {@code [a-z0-9-]{1,15}}. */
    static final class ContextName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches("[a-z0-9-]{1,15}")) {
                throw new TypeConversionException("'" + text + "' is not 1 to 15 of a-z, 0-9 and -");
            }
            return text;
        }
    }
}
