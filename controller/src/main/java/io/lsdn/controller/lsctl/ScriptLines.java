package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a script and of what it sources, for problems that show them. */
final class ScriptLines {
    private final String name;
    private final Path directory;
    private final Map<String, List<String>> lines = new HashMap<>();

    /** @param name of the script, as the user gave it, relative to the directory */
    ScriptLines(String name, Path directory) {
        this.name = name;
        this.directory = directory.toAbsolutePath().normalize();
    }

    SourceLocation at(Place place) {
        String file = shown(place.file());
        List<String> all = lines.computeIfAbsent(file, this::read);
        String line = place.line() <= all.size() ? all.get(place.line() - 1) : "";
        int column = 1 + (int) line.chars().takeWhile(Character::isWhitespace).count();
        return new SourceLocation(file, place.line(), line.isBlank() ? 1 : column, line);
    }

    /** Tcl names files from the root. */
    private String shown(String file) {
        if (file.isEmpty() || Path.of(file).equals(directory.resolve(name).normalize())) {
            return name;
        }
        Path path = Path.of(file);
        return path.startsWith(directory) ? directory.relativize(path).toString() : file;
    }

    private List<String> read(String file) {
        Path path = directory.resolve(file);
        try (var all = Files.lines(path)) {
            return all.toList();
        } catch (IOException | UncheckedIOException _) {
            // It is gone or no text: the place is told without the line.
            return List.of();
        }
    }
}
