package io.lsdn.controller.transport.route;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What single options of a host mean: numbers, times, paths, yes and no. One that means nothing is told, and is as left out. */
final class OptionValues {
    private final SshLayers options;
    private final Path home;
    private final Consumer<SshProblem> problems;

    OptionValues(SshLayers options, Path home, Consumer<SshProblem> problems) {
        this.options = options;
        this.home = home;
        this.problems = problems;
    }

    boolean yes(String name, boolean otherwise) {
        return options.value(keyword(name))
                .map(v -> !v.equalsIgnoreCase("no") && !v.equalsIgnoreCase("false"))
                .orElse(otherwise);
    }

    Optional<Integer> number(String name, int least, int most) {
        return options.first(keyword(name)).flatMap(l -> number(name, l, l.value(), least, most));
    }

    /** A number of seconds, or with a unit as in sshd_config(5), "TIME FORMATS". */
    Optional<Duration> seconds(String name, int least) {
        Optional<SshLine> said =
                options.first(keyword(name)).filter(l -> !l.value().equals("none"));
        return said.flatMap(l -> {
            String text = l.value().toLowerCase(Locale.ROOT);
            int unit = text.endsWith("m") ? 60 : text.endsWith("h") ? 3600 : 1;
            return number(name, l, text.replaceFirst("[smh]$", ""), least, 86_400 / unit)
                    .map(n -> Duration.ofSeconds((long) n * unit));
        });
    }

    private Optional<Integer> number(String name, SshLine l, String digits, int least, int most) {
        if (digits.matches("[0-9]{1,9}") && Integer.parseInt(digits) >= least && Integer.parseInt(digits) <= most) {
            return Optional.of(Integer.parseInt(digits));
        }
        problem(l, name + " cannot be '" + digits + "'", least + " to " + most);
        return Optional.empty();
    }

    /** {@code ~} is the home directory here; tokens that need the connection are refused. */
    Optional<Path> path(SshLine l, String text, Map<Character, String> tokens) {
        Optional<String> expanded = SshTokens.expand(text, tokens)
                .filter(t -> !t.contains("${") && t.chars().noneMatch(Character::isISOControl));
        if (expanded.isEmpty()) {
            problem(l, "the path '" + text + "' has tokens that are not supported", "");
            return Optional.empty();
        }
        String plain = expanded.get();
        return Optional.of(
                plain.equals("~") || plain.startsWith("~/")
                        ? home.resolve(plain.substring(Math.min(2, plain.length())))
                        : Path.of(plain));
    }

    private static String keyword(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void problem(SshLine at, String message, String hint) {
        problems.accept(new SshProblem(at.origin(), message, hint));
    }
}
