package io.lsdn.controller.cli;

import io.lsdn.controller.drawing.Drawing;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.source.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a topology. */
@Command(
        name = "graph",
        description = "Draw a topology: its physes, nets and virts.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class GraphCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The file, whose ending is the format: .svg, .dot or .mermaid; a format alone (svg, dot, mermaid)"
                            + " is printed (default: dot).")
    private String output = "dot";

    GraphCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        String ending = output.substring(output.lastIndexOf('.') + 1);
        Drawing drawing = Drawing.called(ending)
                .orElseThrow(() -> new UsageException(
                        "--output " + output + ": the ending is the format: .svg, .dot or .mermaid"));
        return switch (topology.load(surroundings)) {
            case LoadResult.Rejected(var problems) -> {
                Diagnostics.print(problems, surroundings.err());
                yield ExitCode.WRONG_INPUT.number();
            }
            case LoadResult.Loaded l -> {
                Diagnostics.print(l.warnings(), surroundings.err());
                write(drawing.of(l.topology()), ending);
                yield ExitCode.DONE.number();
            }
        };
    }

    private void write(String text, String ending) {
        if (output.equals(ending)) {
            surroundings.out().print(text);
            return;
        }
        Path file = surroundings.directory().resolve(output);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UsageException("--output " + output + ": this file cannot be written: " + e.getMessage());
        }
    }
}
