package io.lsdn.controller.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options that are not on the command line the value that the {@link Configuration} has for them. */
record ConfiguredDefaults(Configuration configuration) implements IDefaultValueProvider {
    /** What asks for one thing once and is no preference. */
    private static final Set<String> MOMENTARY =
            Set.of("help", "version", "list", "graph", "host", "yaml", "to", "plan");

    private static final int MOST_VERBOSE = 4;

    /** The long names, without dashes, that may be configured. */
    static Set<String> names(CommandLine commands) {
        var names = new TreeSet<String>();
        commands.getCommandSpec().options().forEach(o -> name(o).ifPresent(names::add));
        commands.getSubcommands().values().forEach(c -> names.addAll(names(c)));
        return names;
    }

    private static Optional<String> name(OptionSpec option) {
        String longest = option.longestName();
        return longest.startsWith("--")
                ? Optional.of(longest.substring(2)).filter(n -> !MOMENTARY.contains(n))
                : Optional.empty();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return value(argument).map(v -> text(argument, v.text())).orElse(argument.defaultValue());
    }

    /** Where the argument's configured value stands. */
    Optional<Configuration.Value> value(ArgSpec argument) {
        return argument instanceof OptionSpec option ? name(option).flatMap(configuration::get) : Optional.empty();
    }

    private static String text(ArgSpec argument, String text) {
        Class<?> type = argument.type();
        if (type == boolean[].class) {
            return times(text);
        }
        return type == boolean.class ? truth(text) : text;
    }

    /** A switch that may be repeated: how often. */
    private static String times(String text) {
        if (!text.matches("[0-" + MOST_VERBOSE + "]")) {
            return text;
        }
        int n = Integer.parseInt(text);
        return n == 0 ? "false" : "true,".repeat(n).substring(0, n * 5 - 1);
    }

    /** Ansible's words. */
    private static String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "yes", "on", "true" -> "true";
            case "0", "no", "off", "false", "" -> "false";
            default -> text;
        };
    }
}
