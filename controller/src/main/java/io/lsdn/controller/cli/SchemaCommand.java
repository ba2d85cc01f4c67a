package io.lsdn.controller.cli;

import io.lsdn.controller.source.TopologySchema;
import picocli.CommandLine.Command;

/** The JSON Schema of the topology language, for editors. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of the topology language, by which editors complete and check.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Task {
    private final Surroundings surroundings;

    SchemaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        surroundings.out().print(TopologySchema.text());
        return ExitCode.DONE.number();
    }
}
