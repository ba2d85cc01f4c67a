package io.lsdn.controller.transport.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One walk through the files for one host, line by line as ssh_config(5) has it: the first value of an option is the one. */
final class SshLookup {
    /** OpenSSH's own bound. */
    private static final int DEEPEST = 16;

    private final SshConfig config;
    private final String original;
    private final Optional<String> user;
    private final String localUser;
    private final boolean named;
    private final Map<String, List<SshLine>> options = new LinkedHashMap<>();
    private final List<SshProblem> problems = new ArrayList<>();
    private String host;
    private boolean finalPass;
    private boolean wantsFinalPass;

    SshLookup(SshConfig config, String host, Optional<String> user, String localUser, boolean named) {
        this.config = config;
        this.original = host;
        this.host = host;
        this.user = user;
        this.localUser = localUser;
        this.named = named;
    }

    SshSettings run(List<SshConfig.Start> starts) {
        walk(starts);
        if (wantsFinalPass) {
            finalPass = true;
            host = hostName();
            walk(starts);
        }
        return new SshSettings(options, problems.stream().distinct().toList());
    }

    private void walk(List<SshConfig.Start> starts) {
        for (SshConfig.Start start : starts) {
            if (!file(start.file(), start.includes(), start.guarded(), false, 0) && named) {
                problems.add(new SshProblem(start.file().toString(), "does not exist", ""));
            }
        }
    }

    /** @return whether there is such a file */
    private boolean file(Path file, Path includes, boolean guarded, boolean never, int depth) {
        if (depth > DEEPEST) {
            problems.add(new SshProblem(file.toString(), "Include goes deeper than " + DEEPEST + " files", ""));
            return true;
        }
        Optional<SshConfig.Text> text = config.text(file, guarded);
        text.ifPresent(t -> {
            problems.addAll(t.problems());
            lines(t.lines(), includes, guarded, never, depth);
        });
        return text.isPresent();
    }

    private void lines(List<SshLine> lines, Path includes, boolean guarded, boolean never, int depth) {
        boolean active = !never;
        for (SshLine line : lines) {
            switch (line.keyword()) {
                case "host" -> active = !never && matchesHost(line.words());
                case "match" -> active = !never && matches(line);
                case "include" -> include(line, includes, guarded, !active, depth);
                default -> {
                    if (active) {
                        options.computeIfAbsent(SshSettings.key(line.keyword()), k -> new ArrayList<>())
                                .add(line);
                    }
                }
            }
        }
    }

    /** {@code Host} takes separate patterns, where {@code Match} takes a list with commas. */
    private boolean matchesHost(List<String> patterns) {
        return SshPattern.list(patterns).matches(host);
    }

    private boolean matches(SshLine line) {
        boolean all = true;
        var words = new ArrayList<>(line.words());
        while (!words.isEmpty() && !words.getFirst().startsWith("#")) {
            String[] word = words.removeFirst().split("=", 2);
            boolean negated = word[0].startsWith("!");
            String criterion = word[0].substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
            boolean met;
            switch (criterion) {
                case "all" -> met = true;
                case "canonical" -> met = false;
                case "final" -> {
                    wantsFinalPass = true;
                    met = finalPass;
                }
                default -> {
                    String argument = word.length > 1 ? word[1] : words.isEmpty() ? "" : words.removeFirst();
                    if (!all) {
                        // OpenSSH does not look at what cannot matter any more either.
                        continue;
                    }
                    Optional<String> subject = subject(criterion);
                    if (subject.isEmpty()) {
                        problems.add(new SshProblem(
                                line.origin(),
                                "Match " + criterion + " is not supported",
                                "use --transport openssh, or say it by Host patterns"));
                        return false;
                    }
                    met = SshPattern.list(List.of(argument.split(",", -1))).matches(subject.get());
                }
            }
            all &= met != negated;
        }
        return all;
    }

    private Optional<String> subject(String criterion) {
        return switch (criterion) {
            case "host" -> Optional.of(hostName());
            case "originalhost" -> Optional.of(original);
            case "user" -> user.or(() -> first("user")).or(() -> Optional.of(localUser));
            case "localuser" -> Optional.of(localUser);
            default -> Optional.empty();
        };
    }

    private String hostName() {
        return first("hostname").map(n -> SshTokens.hostName(n, original)).orElse(original);
    }

    private Optional<String> first(String keyword) {
        return Optional.ofNullable(options.get(keyword)).map(l -> l.getFirst().value());
    }

    private void include(SshLine line, Path includes, boolean guarded, boolean never, int depth) {
        for (String word : line.words()) {
            String expanded = word.startsWith("~/") ? config.home() + word.substring(1) : word;
            try {
                glob(includes.resolve(expanded)).forEach(f -> file(f, includes, guarded, never, depth + 1));
            } catch (IOException | UncheckedIOException e) {
                problems.add(new SshProblem(line.origin(), "Include " + word + " can not be read: " + e, ""));
            }
        }
    }

    /** As glob(3): wildcards in every component, names that begin with a dot only where that is written. */
    private static List<Path> glob(Path pattern) throws IOException {
        List<Path> found = List.of(Path.of("/"));
        for (Path component : pattern) {
            String name = component.toString();
            var next = new ArrayList<Path>();
            for (Path directory : found) {
                if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
                    next.add(directory.resolve(component));
                } else if (Files.isDirectory(directory)) {
                    try (Stream<Path> children = Files.list(directory)) {
                        children.filter(c -> isMatch(name, c)).sorted().forEach(next::add);
                    }
                }
            }
            found = next;
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static boolean isMatch(String pattern, Path child) {
        Path name = child.getFileName();
        return (pattern.startsWith(".") || !name.toString().startsWith("."))
                && FileSystems.getDefault()
                        .getPathMatcher("glob:" + pattern.replace("{", "\\{"))
                        .matches(name);
    }
}
