package io.lsdn.controller.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands. */
final class Commands {
    /** In the order of the help. */
    private static final Map<String, Function<Surroundings, Object>> ALL = all();

    static final Set<String> NAMES = ALL.keySet();

    private Commands() {}

    private static Map<String, Function<Surroundings, Object>> all() {
        var all = new LinkedHashMap<String, Function<Surroundings, Object>>();
        all.put("validate", ValidateCommand::new);
        all.put("inventory", InventoryCommand::new);
        all.put("status", StatusCommand::new);
        all.put("rollback", RollbackCommand::new);
        all.put("cleanup", CleanupCommand::new);
        all.put("history", HistoryCommand::new);
        all.put("apply", ApplyCommand::new);
        all.put("resume", ResumeCommand::new);
        all.put("graph", GraphCommand::new);
        all.put("convert", ConvertCommand::new);
        all.put("schema", SchemaCommand::new);
        all.put("completion", CompletionCommand::new);
        all.put("lab", Commands::lab);
        return Collections.unmodifiableMap(all);
    }

    private static CommandLine lab(Surroundings surroundings) {
        return new CommandLine(new LabCommand(surroundings))
                .addSubcommand(new LabCommand.Up(surroundings))
                .addSubcommand(new LabCommand.Down(surroundings));
    }

    static CommandLine tree(Surroundings surroundings) {
        return tree(surroundings, NAMES);
    }

    /**
     * Without the commands that these arguments cannot mean: reading the annotations of all of them takes half of the time that a
     * start does.
     */
    static CommandLine tree(Surroundings surroundings, List<String> arguments) {
        return tree(surroundings, arguments.stream().anyMatch(Commands::mayAskForHelp) ? NAMES : Set.copyOf(arguments));
    }

    private static CommandLine tree(Surroundings surroundings, Set<String> wanted) {
        var deploy = new CommandLine(new DeployCommand(surroundings));
        ALL.forEach((name, command) -> {
            if (wanted.contains(name)) {
                deploy.addSubcommand(name, command.apply(surroundings));
            }
        });
        return deploy;
    }

    /** {@code --help}, {@code -h}, also among others as in {@code -bh}. */
    private static boolean mayAskForHelp(String argument) {
        return argument.startsWith("--h") || (argument.matches("-[^-].*") && argument.contains("h"));
    }
}
