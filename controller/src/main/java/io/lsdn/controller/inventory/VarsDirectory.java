package io.lsdn.controller.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code group_vars/} and {@code host_vars/} of one directory. */
final class VarsDirectory {
    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");
    private static final Set<String> EXTENSIONS = Set.copyOf(ENDINGS);

    /** What its files say about one group or host. */
    record Adjacent(Map<String, Variable> variables, Problems problems) {}

    private final Path directory;
    private final String shownAs;
    private final Map<String, Adjacent> read = new HashMap<>();

    VarsDirectory(Path directory, String shownAs) {
        this.directory = directory;
        this.shownAs = shownAs;
    }

    Adjacent ofGroup(String name) {
        return read("group_vars", name);
    }

    Adjacent ofHost(String name) {
        return read("host_vars", name);
    }

    private Adjacent read(String kind, String name) {
        return read.computeIfAbsent(kind + "/" + name, _ -> readNow(kind, name));
    }

    private Adjacent readNow(String kind, String name) {
        var problems = new Problems();
        var variables = new LinkedHashMap<String, Variable>();
        var parent = directory.resolve(kind);
        // A host can be named by a path (chroot); joined to the directory it would leave it.
        if (!name.startsWith("/") && name.indexOf('\0') < 0 && Files.isDirectory(parent)) {
            for (var file : files(parent, name, problems)) {
                var shown = shownAs + directory.relativize(file);
                SourceFile.read(file, shown, problems).ifPresent(text -> variables.putAll(variables(text, problems)));
            }
        }
        return new Adjacent(variables, problems);
    }

    /** {@code NAME}, {@code NAME.yml}, {@code NAME.yaml} or {@code NAME.json}: the first that exists, and only that. */
    private List<Path> files(Path parent, String name, Problems problems) {
        for (var ending : ENDINGS) {
            var candidate = parent.resolve(name + ending);
            if (Files.isDirectory(candidate)) {
                return filesBelow(candidate, problems);
            }
            if (Files.exists(candidate)) {
                return List.of(candidate);
            }
        }
        return List.of();
    }

    private List<Path> filesBelow(Path parent, Problems problems) {
        var files = new ArrayList<Path>();
        for (var path : sorted(parent, problems)) {
            var name = path.getFileName().toString();
            var extension = extension(name);
            if (name.startsWith(".") || name.endsWith("~")) {
                continue;
            }
            if (Files.isDirectory(path)) {
                if (extension.isEmpty()) {
                    files.addAll(filesBelow(path, problems));
                }
            } else if (Files.isRegularFile(path) && EXTENSIONS.contains(extension)) {
                files.add(path);
            }
        }
        return files;
    }

    private List<Path> sorted(Path parent, Problems problems) {
        try (var entries = Files.list(parent)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            var shown = shownAs + directory.relativize(parent);
            problems.errorOf(shown, "inventory-unreadable", "it cannot be listed", "");
            return List.of();
        }
    }

    private static Map<String, Variable> variables(SourceText text, Problems problems) {
        switch (Document.read(text)) {
            case Document.Empty() -> {}
            case Document.Malformed(var why) -> problems.add(why);
            case Document.Content(var root, var warnings) -> {
                warnings.forEach(problems::add);
                if (root instanceof Node.Table table) {
                    return Variables.of(table);
                }
                if (!root.isFalsy()) {
                    problems.error(
                            "inventory-vars-file",
                            root.at(),
                            "",
                            "the file holds " + root.kind() + ", and has to hold a dictionary of variables",
                            "");
                }
            }
        }
        return Map.of();
    }

    /** As Python's {@code os.path.splitext}: dots at the start of a name begin no extension. */
    static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        boolean onlyDotsBefore =
                fileName.substring(0, Math.max(dot, 0)).replace(".", "").isEmpty();
        return dot <= 0 || onlyDotsBefore ? "" : fileName.substring(dot);
    }
}
