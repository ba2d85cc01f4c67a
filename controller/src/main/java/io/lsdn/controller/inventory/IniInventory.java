package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one INI source into a draft. */
final class IniInventory {
    private static final Pattern SECTION = Pattern.compile(
            "\\[(?<name>[^:\\]\\s]+)(?::(?<kind>\\w+))?\\]\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern GROUP_LINE =
            Pattern.compile("(?<name>[^:\\]\\s]+)\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);

    private enum Section {
        HOSTS,
        CHILDREN,
        VARS,
        /** After a malformed heading: what follows cannot be understood and is not complained about. */
        UNKNOWN
    }

    /** A group that is named before it has a section. */
    private sealed interface Pending {
        SourceLocation at();
    }

    private record VarsOnly(SourceLocation at) implements Pending {}

    private record ChildOf(SourceLocation at, List<String> parents) implements Pending {}

    private final SourceText text;
    private final InventoryDraft draft;
    private final Problems problems;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private Section section = Section.HOSTS;
    private String group = "ungrouped";
    private int lineNumber;
    private int indent;

    private IniInventory(SourceText text, InventoryDraft draft, Problems problems) {
        this.text = text;
        this.draft = draft;
        this.problems = problems;
    }

    static void read(SourceText text, InventoryDraft draft, Problems problems) {
        new IniInventory(text, draft, problems).run();
    }

    private void run() {
        for (var raw : text.lines()) {
            lineNumber++;
            var line = PythonText.strip(raw);
            indent = raw.indexOf(line);
            if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith(";")) {
                line(line);
            }
        }
        pending.forEach(this::reportPending);
    }

    private void line(String line) {
        var heading = SECTION.matcher(line);
        if (heading.matches()) {
            openSection(heading.group("name"), Optional.ofNullable(heading.group("kind")));
        } else if (line.startsWith("[") && line.endsWith("]")) {
            section = Section.UNKNOWN;
            error("inventory-section", 0, line, "not a section heading", "as in [web], [web:children] or [web:vars]");
        } else {
            switch (section) {
                case HOSTS -> hosts(line);
                case CHILDREN -> child(line);
                case VARS -> variable(line);
                case UNKNOWN -> {}
            }
        }
    }

    private void openSection(String name, Optional<String> kind) {
        group = name;
        section = switch (kind.orElse("hosts")) {
            case "hosts" -> Section.HOSTS;
            case "children" -> Section.CHILDREN;
            case "vars" -> Section.VARS;
            default -> Section.UNKNOWN;
        };
        if (section == Section.UNKNOWN) {
            error(
                    "inventory-section",
                    name.length() + 2,
                    name,
                    "a section has no kind '" + kind.orElseThrow() + "'",
                    "[" + name + "], [" + name + ":children] and [" + name + ":vars] are known");
            return;
        }
        if (!draft.groups.containsKey(name)) {
            if (section == Section.VARS) {
                pending.putIfAbsent(name, new VarsOnly(here(1)));
            }
            draft.addGroup(name, here(1));
        }
        if (section != Section.VARS) {
            var waiting = pending.get(name);
            switch (waiting) {
                case VarsOnly _ -> pending.remove(name);
                case ChildOf _ -> joinParents(name);
                case null -> {}
            }
        }
    }

    private void joinParents(String child) {
        var waiting = (ChildOf) Objects.requireNonNull(pending.get(child));
        for (var parent : waiting.parents()) {
            adopt(parent, child, waiting.at());
            if (!parent.equals(child) && pending.get(parent) instanceof ChildOf) {
                joinParents(parent);
            }
        }
        pending.remove(child);
    }

    private void hosts(String line) {
        switch (ShellWords.split(line)) {
            case ShellWords.Unfinished(var why, var at) -> error("inventory-quoting", at, "", why, "");
            case ShellWords.Words(var words) -> hosts(words);
        }
    }

    private void hosts(List<ShellWords.Word> words) {
        var first = words.getFirst();
        var pattern = first.text();
        if (pattern.strip().equals("---")) {
            error(
                    "inventory-yaml-in-ini",
                    first.start(),
                    "",
                    "'---' begins a YAML file, and this does not read as one",
                    "");
            return;
        }
        if (pattern.strip().endsWith(":")) {
            error(
                    "inventory-host-name",
                    first.start(),
                    pattern,
                    "a host name does not end in ':'",
                    "a port follows it, as in web:2222");
            return;
        }
        var named = NamedHosts.expand(pattern, here(first.start()), problems);
        var variables = new LinkedHashMap<String, Variable>();
        for (var word : words.subList(1, words.size())) {
            int equals = word.text().indexOf('=');
            if (equals < 0) {
                // The word itself is not shown: it may be the second half of an unquoted password.
                error("inventory-host-variable", word.start(), pattern, "not a variable", "as in key=value");
                break;
            }
            variables.put(
                    word.text().substring(0, equals),
                    new Variable(PythonLiteral.read(word.text().substring(equals + 1)), here(word.start())));
        }
        named.ifPresent(n -> add(n, variables, here(first.start())));
    }

    private void add(NamedHosts named, Map<String, Variable> variables, SourceLocation at) {
        for (var host : named.names()) {
            draft.addHost(host, Optional.of(group), named.port(), at);
            variables.forEach((key, value) -> Assignment.assign(draft, host, key, value, problems));
        }
    }

    private void child(String line) {
        var m = GROUP_LINE.matcher(line);
        if (!m.matches()) {
            error(
                    "inventory-child",
                    0,
                    group,
                    "not the name of a group",
                    "one group a line in [" + group + ":children]");
            return;
        }
        var child = m.group("name");
        if (draft.groups.containsKey(child)) {
            adopt(group, child, here(0));
            return;
        }
        var waiting = pending.computeIfAbsent(child, c -> new ChildOf(here(0), new ArrayList<>()));
        if (waiting instanceof ChildOf(var _, var parents)) {
            parents.add(group);
        }
    }

    private void adopt(String parent, String child, SourceLocation at) {
        Assignment.adopt(draft, parent, child, at, problems);
    }

    private void variable(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            error("inventory-group-variable", 0, group, "not a variable", "as in key=value");
            return;
        }
        var key = PythonText.strip(line.substring(0, equals));
        var value = PythonLiteral.read(PythonText.strip(line.substring(equals + 1)));
        Assignment.assign(draft, group, key, new Variable(value, here(0)), problems);
    }

    private void reportPending(String name, Pending waiting) {
        var hint = "a section [" + name + "] defines it, even an empty one" + Nearest.hint(name, draft.groups.keySet());
        var message = switch (waiting) {
            case VarsOnly _ -> "variables of a group that is not defined";
            case ChildOf(var _, var parents) -> "a child of " + parents.getLast() + " that is not defined";
        };
        problems.error("inventory-unknown-group", waiting.at(), name, message, hint);
    }

    private void error(String code, int index, String object, String message, String hint) {
        problems.error(code, here(index), object, message, hint);
    }

    private SourceLocation here(int index) {
        return text.atIndex(lineNumber, indent + index);
    }
}
