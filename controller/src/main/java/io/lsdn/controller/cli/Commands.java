package io.lsdn.controller.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** All commands. */
final class Commands {
    static final Set<String> NAMES = Set.of("validate", "inventory", "status", "cleanup", "graph", "schema", "lab");

    private Commands() {}

    private static CommandLine lab(Surroundings surroundings) {
        return new CommandLine(new LabCommand(surroundings))
                .addSubcommand(new LabCommand.Up(surroundings))
                .addSubcommand(new LabCommand.Down(surroundings));
    }

    /** @param scriptArguments what stands after {@code --} */
    static CommandLine tree(Surroundings surroundings, List<String> scriptArguments) {
        return new CommandLine(new DeployCommand(surroundings, scriptArguments))
                .addSubcommand(new ValidateCommand(surroundings))
                .addSubcommand(new InventoryCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new CleanupCommand(surroundings))
                .addSubcommand(new GraphCommand(surroundings))
                .addSubcommand(new SchemaCommand(surroundings))
                .addSubcommand(lab(surroundings));
    }
}
