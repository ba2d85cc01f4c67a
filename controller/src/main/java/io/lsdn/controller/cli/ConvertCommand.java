package io.lsdn.controller.cli;

import io.lsdn.controller.lsctl.TopologyText;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.netmodel.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A topology in another language. */
@Command(
        name = "convert",
        description = "Write a topology in another language: LSDN's own (lsctl), YAML or JSON.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "lsctl, yaml or json.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write (default: standard output).")
    private Optional<String> output = Optional.empty();

    ConvertCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        if (!Set.of("lsctl", "yaml", "json").contains(format)) {
            throw new UsageException("--to " + format + ": the formats are lsctl, yaml and json");
        }
        return switch (topology.load(surroundings)) {
            case LoadResult.Rejected(var problems) -> {
                Diagnostics.print(problems, surroundings.err());
                yield ExitCode.WRONG_INPUT.number();
            }
            case LoadResult.Loaded l -> {
                Diagnostics.print(l.warnings(), surroundings.err());
                if (!l.earlier().isEmpty()) {
                    surroundings.err().println("lsdn-deploy: the script commits several states; this is the last");
                }
                write(text(l.topology()));
                yield ExitCode.DONE.number();
            }
        };
    }

    private String text(Topology topology) {
        return switch (format) {
            case "lsctl" -> TopologyText.lsctl(topology, Set.of());
            case "json" -> TopologyText.json(topology);
            default -> TopologyText.yaml(topology);
        };
    }

    private void write(String text) {
        if (output.isEmpty()) {
            surroundings.out().print(text);
            return;
        }
        try {
            Files.writeString(surroundings.directory().resolve(output.get()), text);
        } catch (IOException e) {
            throw new UsageException("--output " + output.get() + ": this file cannot be written: " + e.getMessage());
        }
    }
}
