package io.lsdn.controller.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Lets options stand in front of the command they are for: {@code -i hosts.ini cleanup} is {@code cleanup -i hosts.ini}. */
final class CommandWord {
    private CommandWord() {}

    /** The arguments with the command's name at the front, if the first of them that is no option is one. */
    static List<String> first(List<String> arguments, CommandLine commands) {
        int at = firstWord(arguments, commands);
        if (at <= 0 || at == arguments.size() || !commands.getSubcommands().containsKey(arguments.get(at))) {
            return arguments;
        }
        var moved = new ArrayList<>(arguments);
        moved.addFirst(moved.remove(at));
        return moved;
    }

    private static int firstWord(List<String> arguments, CommandLine commands) {
        int at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            at += takesNext(arguments.get(at), commands) ? 2 : 1;
        }
        return Math.min(at, arguments.size());
    }

    /** Whether the option's value is the next argument: {@code -i x}, but not {@code -ix}, {@code --limit=x} or {@code -b}. */
    private static boolean takesNext(String argument, CommandLine commands) {
        String name = argument.startsWith("--") ? argument : argument.substring(0, Math.min(2, argument.length()));
        return argument.equals(name)
                && option(name, commands).filter(o -> o.arity().max() > 0).isPresent();
    }

    /** Of any command: {@code --name lab1 lab down}. */
    private static Optional<OptionSpec> option(String name, CommandLine commands) {
        return Optional.ofNullable(commands.getCommandSpec().findOption(name))
                .or(() -> commands.getSubcommands().values().stream()
                        .flatMap(c -> option(name, c).stream())
                        .findFirst());
    }
}
