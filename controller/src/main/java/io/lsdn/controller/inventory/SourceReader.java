package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out what a source is and has it read. */
final class SourceReader {
    private static final Set<String> YAML_EXTENSIONS = Set.of("", ".yml", ".yaml", ".json");
    private static final Set<String> BESIDE = Set.of("host_vars", "group_vars", "vars_plugins");
    private static final List<String> IGNORED_ENDINGS = List.of(
            ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg", ".retry");
    private static final Pattern LIKE_YAML = Pattern.compile("---.*|[^\\[#;=\\s][^=]*:\\s*(?:#.*)?");

    private final Path workingDirectory;
    private final InventoryDraft draft;
    private final Problems problems;

    SourceReader(Path workingDirectory, InventoryDraft draft, Problems problems) {
        this.workingDirectory = workingDirectory;
        this.draft = draft;
        this.problems = problems;
    }

    /** @param shownAs its name as the user knows it */
    void read(Path path, String shownAs) {
        if (Files.isDirectory(path)) {
            directory(path, shownAs);
        } else if (Files.exists(path)) {
            file(path, shownAs);
        } else {
            var likeFile = shownAs.contains("/") || shownAs.matches(".*\\.(?:ini|cfg|ya?ml|json|sh|py)");
            problems.errorOf(
                    shownAs,
                    "inventory-not-found",
                    "there is no such inventory",
                    likeFile ? "" : "a list of hosts has a comma, also if it is one: -i " + shownAs + ",");
        }
    }

    /** {@code host1,host2:2222} as given on the command line. */
    void hostList(String list) {
        int at = 0;
        for (var part : list.split(",", -1)) {
            var name = PythonText.strip(part);
            var place = SourceText.of("-i", list).atIndex(1, at + part.indexOf(name));
            at += part.length() + 1;
            if (!name.isEmpty()) {
                var address = HostAddress.parse(name).filter(a -> !a.host().contains("["));
                var host = address.map(HostAddress::host).orElse(name);
                if (!draft.hosts.containsKey(host)) {
                    draft.addHost(host, Optional.of("ungrouped"), address.flatMap(HostAddress::port), place);
                }
            }
        }
    }

    private void directory(Path directory, String shownAs) {
        List<Path> entries;
        try (var listed = Files.list(directory)) {
            entries = listed.sorted().toList();
        } catch (IOException e) {
            problems.errorOf(shownAs, "inventory-unreadable", "it cannot be listed", "");
            return;
        }
        for (var entry : entries) {
            var name = entry.getFileName().toString();
            if (!isIgnored(name)) {
                read(entry, shownAs.endsWith("/") ? shownAs + name : shownAs + "/" + name);
            }
        }
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".")
                || BESIDE.contains(name)
                || IGNORED_ENDINGS.stream().anyMatch(name::endsWith);
    }

    private void file(Path file, String shownAs) {
        if (InventoryScript.isRunnable(file)) {
            ScriptInventory.read(file, shownAs, workingDirectory, draft, problems);
            return;
        }
        var read = SourceFile.read(file, shownAs, problems);
        if (read.isEmpty()) {
            return;
        }
        var text = read.orElseThrow();
        var extension = VarsDirectory.extension(file.getFileName().toString());
        if (extension.equals(".toml")) {
            unsupported(text.start(), "TOML inventories are not supported");
        } else if (YAML_EXTENSIONS.contains(extension)) {
            yamlOrIni(text, extension);
        } else {
            IniInventory.read(text, draft, problems);
        }
    }

    private void yamlOrIni(SourceText text, String extension) {
        switch (Document.read(text)) {
            case Document.Empty() -> {}
            case Document.Malformed(var why) -> iniOr(text, extension, why);
            case Document.Content(Node.Table root, var warnings) -> {
                warnings.forEach(problems::add);
                yaml(root);
            }
            case Document.Content(var root, var _) ->
                iniOr(
                        text,
                        extension,
                        Diagnostic.error(
                                "inventory-yaml",
                                root.at(),
                                "",
                                "a YAML inventory is a dictionary of groups, and this is " + root.kind(),
                                ""));
        }
    }

    private void yaml(Node.Table root) {
        var plugin = root.get("plugin").filter(e -> !e.value().isFalsy());
        if (plugin.isPresent()) {
            unsupported(plugin.orElseThrow().keyAt(), "inventory plugins of Ansible are not supported");
        } else {
            YamlInventory.read(root, draft, problems);
        }
    }

    /** Ansible tries INI on what is no YAML inventory; of two complaints the one about the likelier format is shown. */
    private void iniOr(SourceText text, String extension, Diagnostic notYaml) {
        var ini = new Problems();
        IniInventory.read(text, draft, ini);
        if (ini.hasErrors() && (!extension.isEmpty() || looksLikeYaml(text))) {
            problems.add(notYaml);
        } else {
            problems.addAll(ini);
        }
    }

    private static boolean looksLikeYaml(SourceText text) {
        return text.lines().stream()
                .map(PythonText::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .findFirst()
                .filter(l -> LIKE_YAML.matcher(l.toLowerCase(Locale.ROOT)).matches())
                .isPresent();
    }

    private void unsupported(SourceLocation at, String what) {
        problems.error(
                "inventory-unsupported",
                at,
                "",
                what,
                "give -i an executable that prints the inventory, such as a script with"
                        + " `exec ansible-inventory -i FILE --list`");
    }
}
