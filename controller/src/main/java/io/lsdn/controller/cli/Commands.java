package io.lsdn.controller.cli;

import java.util.List;
import picocli.CommandLine;

/** All commands. */
final class Commands {
    private Commands() {}

    /** @param scriptArguments what stands after {@code --} */
    static CommandLine tree(Surroundings surroundings, List<String> scriptArguments) {
        return new CommandLine(new DeployCommand(surroundings, scriptArguments));
    }
}
