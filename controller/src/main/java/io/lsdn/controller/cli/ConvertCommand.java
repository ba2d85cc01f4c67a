package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.writing.LsctlText;
import io.lsdn.controller.writing.TopologyText;
import io.lsdn.netmodel.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The same topology in another language. */
@Command(
        name = "convert",
        description = "Write a topology in another format: YAML, JSON, or LSDN's own language (lsctl).",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  lsdn-deploy convert topo.lsctl --to yaml -o topo.yaml    what LSDN's users have, as ours",
            "  lsdn-deploy convert topo.yaml --to lsctl                 the other way, printed",
            "  lsdn-deploy convert net.lsctl --to json -- a             a script that wants an argument"
        })
final class ConvertCommand implements Task {
    /** The languages. */
    enum Format {
        YAML,
        JSON,
        LSCTL;

        String of(Topology topology) {
            return switch (this) {
                case YAML -> TopologyText.yaml(topology);
                case JSON -> TopologyText.json(topology);
                // With its commit, so that lsctl does something with it.
                case LSCTL -> LsctlText.of(topology, Set.of()) + "commit\n";
            };
        }
    }

    private final Surroundings surroundings;

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            converter = FormatWord.class,
            description = "yaml, json or lsctl.")
    private Format to = Format.YAML;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write (default: it is printed).")
    private Optional<String> output = Optional.empty();

    ConvertCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        return switch (topology.load(surroundings)) {
            case LoadResult.Rejected(var problems) -> {
                Diagnostics.print(problems, surroundings.err());
                yield ExitCode.WRONG_INPUT.number();
            }
            case LoadResult.Loaded l -> {
                Diagnostics.print(l.warnings(), surroundings.err());
                if (!l.earlier().isEmpty()) {
                    surroundings
                            .err()
                            .println("lsdn-deploy: warning: the script commits "
                                    + (l.earlier().size() + 1) + " states; the last one is converted");
                }
                write(to.of(l.topology()));
                yield ExitCode.DONE.number();
            }
        };
    }

    private void write(String text) {
        if (output.isEmpty()) {
            surroundings.out().print(text);
            return;
        }
        String file = output.get();
        try {
            Files.writeString(surroundings.directory().resolve(file), text);
        } catch (IOException e) {
            throw new UsageException("--output " + file + ": this file cannot be written: " + e.getMessage());
        }
    }

    /** The names of {@link Format}. */
    static final class FormatWord implements ITypeConverter<Format> {
        @Override
        public Format convert(String text) {
            for (Format f : Format.values()) {
                if (f.name().equalsIgnoreCase(text)) {
                    return f;
                }
            }
            throw new TypeConversionException("'" + text + "' is not one of yaml, json, lsctl");
        }
    }
}
