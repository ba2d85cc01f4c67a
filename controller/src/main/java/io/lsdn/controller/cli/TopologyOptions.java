package io.lsdn.controller.cli;

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
            description = "Topology files, directories, executables that print one, or - (standard input).")
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
        return load(s, List.of());
    }

    /** @param scriptArguments {@code $argv} of a script */
    LoadResult load(Surroundings s, List<String> scriptArguments) {
        if (sources.isEmpty()) {
            throw new UsageException("no topology: name a file or a directory");
        }
        try {
            var process = SourceEnvironment.ofProcess();
            return TopologySource.load(
                    sources,
                    context,
                    new SourceEnvironment(
                            process.stdin(),
                            s.directory(),
                            process.programLimit(),
                            process.unsupported(),
                            scriptArguments));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
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
