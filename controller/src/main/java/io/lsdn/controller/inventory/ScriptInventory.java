package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an executable source: what it prints for {@code --list}, and for each host what it prints for
 * {@code --host NAME} unless the list brings {@code _meta.hostvars}.
 */
final class ScriptInventory {
    private static final List<String> GROUP_KEYS = List.of("hosts", "vars", "children");

    private final InventoryScript script;
    private final InventoryDraft draft;
    private final Problems problems;
    /** The hosts this script names, with the place of the first. */
    private final Map<String, SourceLocation> named = new LinkedHashMap<>();

    private ScriptInventory(InventoryScript script, InventoryDraft draft, Problems problems) {
        this.script = script;
        this.draft = draft;
        this.problems = problems;
    }

    static void read(Path program, String name, Path workingDirectory, InventoryDraft draft, Problems problems) {
        var script = new InventoryScript(program, name, workingDirectory);
        new ScriptInventory(script, draft, problems).run();
    }

    private void run() {
        var printed = script.list(problems);
        if (printed.isEmpty()) {
            return;
        }
        var list = printed.orElseThrow();
        for (var entry : list.entries()) {
            if (!entry.name().equals("_meta")) {
                group(entry);
            }
        }
        var hostVariables = list.get("_meta").map(Node.Entry::value).flatMap(ScriptInventory::hostVariables);
        hostVariables.ifPresentOrElse(this::fromMeta, this::askEach);
    }

    private static Optional<Node.Entry> hostVariables(Node meta) {
        return meta instanceof Node.Table table
                ? table.get("hostvars").filter(e -> !e.value().isNull())
                : Optional.empty();
    }

    private void fromMeta(Node.Entry hostVariables) {
        if (!(hostVariables.value() instanceof Node.Table byHost)) {
            problems.error(
                    "inventory-script-output",
                    hostVariables.keyAt(),
                    "_meta",
                    "hostvars is " + hostVariables.value().kind() + ", and has to be a dictionary",
                    "");
            return;
        }
        for (var host : named.keySet()) {
            byHost.get(host).ifPresent(e -> assign(host, e.value()));
        }
    }

    private void askEach() {
        for (var host : named.keySet()) {
            script.host(host, problems).ifPresent(node -> assign(host, node));
        }
    }

    private void assign(String host, Node node) {
        if (node instanceof Node.Table table) {
            Variables.of(table).forEach((key, value) -> Assignment.assign(draft, host, key, value, problems));
        } else {
            problems.error(
                    "inventory-host-variables",
                    node.at(),
                    host,
                    "the variables of a host are " + node.kind() + ", and have to be a dictionary",
                    "");
        }
    }

    private void group(Node.Entry entry) {
        var group = entry.name();
        if (group.isEmpty()) {
            problems.error("inventory-group-name", entry.keyAt(), "", "the name of a group is empty", "");
            return;
        }
        draft.addGroup(group, entry.keyAt());
        switch (entry.value()) {
            case Node.Table table
            when table.entries().stream().anyMatch(e -> GROUP_KEYS.contains(e.name())) -> {
                table.get("hosts").ifPresent(e -> hosts(group, e.value()));
                table.get("vars").ifPresent(e -> variables(group, e.value()));
                table.get("children").ifPresent(e -> children(group, e.value()));
            }
            case Node.Table table -> {
                // The short form of old: a group of one host of the same name, with variables.
                host(group, group, entry.keyAt());
                variables(group, table);
            }
            case Node other -> hosts(group, other);
        }
    }

    private void hosts(String group, Node node) {
        for (var item : names(group, "hosts", node)) {
            host(group, item.name(), item.at());
        }
    }

    private void host(String group, String name, SourceLocation at) {
        named.putIfAbsent(name, at);
        draft.addHost(name, Optional.of(group), Optional.empty(), at);
    }

    private void variables(String group, Node node) {
        if (node instanceof Node.Table table) {
            Variables.of(table).forEach((key, value) -> Assignment.assign(draft, group, key, value, problems));
        } else {
            wrongType(group, "vars", node, "a dictionary");
        }
    }

    private void children(String group, Node node) {
        for (var child : names(group, "children", node)) {
            draft.addGroup(child.name(), child.at());
            Assignment.adopt(draft, group, child.name(), child.at(), problems);
        }
    }

    private record Name(String name, SourceLocation at) {}

    private List<Name> names(String group, String key, Node node) {
        if (!(node instanceof Node.Items(var items, var _))) {
            wrongType(group, key, node, "a list");
            return List.of();
        }
        var names = new java.util.ArrayList<Name>();
        for (var item : items) {
            if (item instanceof Node.Scalar(Value.Text(var name), var at) && !name.isEmpty()) {
                names.add(new Name(name, at));
            } else {
                wrongType(group, "one of its " + key, item, "text");
            }
        }
        return names;
    }

    private void wrongType(String group, String key, Node node, String right) {
        problems.error(
                "inventory-script-output",
                node.at(),
                group,
                key + " is " + node.kind() + ", and has to be " + right,
                "");
    }
}
