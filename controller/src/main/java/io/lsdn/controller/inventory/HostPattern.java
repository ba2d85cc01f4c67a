package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hosts a play or {@code --limit} means: names of hosts and groups, wildcards, {@code ~regex}, with subscripts
 * ({@code web[0]}, {@code web[1:3]}, {@code web[-1]}); {@code &x} keeps only those, {@code !x} takes away; separated by
 * commas, or else by colons.
 *
 * <p>As in Ansible the unions come first, then the intersections, then the exclusions, wherever they stand, and a
 * pattern without a union starts from {@code all}. Unlike in Ansible a name that nobody has is an error, in an
 * exclusion too ({@code all:!databse} would otherwise hit the databases); an empty section makes a group known.
 * Wildcards and regular expressions that match nothing are warnings. There is no implicit {@code localhost}.
 *
 * @param parts the single patterns in the order written
 */
public record HostPattern(List<Part> parts) {
    private static final Pattern COLON_SEPARATED = Pattern.compile("(?:[^\\s:\\[\\]]|\\[[^\\]]*\\])+");

    /**
     * One pattern.
     *
     * @param text with its leading {@code &} or {@code !}
     */
    public record Part(String text, SourceLocation at) {
        public Part {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("an empty pattern");
            }
        }

        boolean isExclusion() {
            return text.startsWith("!");
        }

        boolean isIntersection() {
            return text.startsWith("&");
        }

        String body() {
            return isExclusion() || isIntersection() ? text.substring(1) : text;
        }
    }

    public HostPattern {
        parts = List.copyOf(parts);
    }

    /** What {@code hosts:} of a play says. */
    public static HostPattern parse(String pattern, SourceLocation at) {
        return new HostPattern(split(pattern).stream().map(p -> new Part(p, at)).toList());
    }

    /**
     * What {@code --limit} says: as {@code hosts:}, and {@code @FILE} has a pattern on each of its lines.
     *
     * @param workingDirectory where a relative file is looked for
     */
    public static Limit parseLimit(String pattern, Path workingDirectory) {
        var at = new SourceLocation("--limit", 1, 1, pattern);
        var problems = new Problems();
        var parts = new ArrayList<Part>();
        for (var part : split(pattern)) {
            if (part.startsWith("@")) {
                parts.addAll(lines(workingDirectory, part.substring(1), at, problems));
            } else {
                parts.add(new Part(part, at));
            }
        }
        return new Limit(new HostPattern(parts), problems.list());
    }

    private static List<Part> lines(Path directory, String file, SourceLocation at, Problems problems) {
        String text;
        try {
            text = Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            problems.error("pattern-limit-file", at, "@" + file, "the file cannot be read", "");
            return List.of();
        }
        var source = SourceText.of(file, text);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < source.lines().size(); i++) {
            var line = PythonText.strip(source.lines().get(i));
            if (!line.isEmpty()) {
                parts.add(new Part(line, source.at(i + 1, 1)));
            }
        }
        return parts;
    }

    /** With a comma anywhere the colon is no separator; nor is it in a range or an IPv6 address. */
    private static List<String> split(String pattern) {
        List<String> parts;
        if (pattern.contains(",")) {
            parts = List.of(pattern.split(",", -1));
        } else if (HostAddress.parse(pattern).isPresent()) {
            parts = List.of(pattern);
        } else {
            parts = COLON_SEPARATED
                    .matcher(pattern)
                    .results()
                    .map(m -> m.group())
                    .toList();
        }
        return parts.stream().map(PythonText::strip).filter(p -> !p.isEmpty()).toList();
    }

    /** The hosts that the pattern means, in the order in which Ansible takes them. */
    public Selection select(Inventory inventory) {
        var problems = new Problems();
        var chosen = new LinkedHashMap<String, Host>();
        var matcher = new PatternMatcher(inventory, problems);
        var unions = parts.stream()
                .filter(p -> !p.isExclusion() && !p.isIntersection())
                .toList();
        if (unions.isEmpty()) {
            inventory.ordered().forEach(h -> chosen.put(h.name(), h));
        }
        unions.forEach(p -> matcher.match(p).forEach(h -> chosen.putIfAbsent(h.name(), h)));
        for (var part : parts) {
            if (part.isIntersection()) {
                chosen.keySet()
                        .retainAll(matcher.match(part).stream().map(Host::name).toList());
            }
        }
        for (var part : parts) {
            if (part.isExclusion()) {
                matcher.match(part).forEach(h -> chosen.remove(h.name()));
            }
        }
        return new Selection(List.copyOf(chosen.values()), problems.list());
    }

    /** The pattern as one line, as it was written but for white space. */
    @Override
    public String toString() {
        return String.join(",", parts.stream().map(Part::text).toList());
    }

    /** The place of the pattern as a whole. */
    public Optional<SourceLocation> at() {
        return parts.stream().findFirst().map(Part::at);
    }
}
