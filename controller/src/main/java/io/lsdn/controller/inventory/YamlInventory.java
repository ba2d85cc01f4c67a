package io.lsdn.controller.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one YAML (or JSON) source into a draft: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {
    private final InventoryDraft draft;
    private final Problems problems;

    private YamlInventory(InventoryDraft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void read(Node.Table root, InventoryDraft draft, Problems problems) {
        var reader = new YamlInventory(draft, problems);
        root.entries().forEach(e -> reader.group(e, false));
    }

    private void group(Node.Entry entry, boolean isChild) {
        if (!(entry.key() instanceof Value.Text(var name)) || name.isEmpty()) {
            problems.error(
                    "inventory-group-name",
                    entry.keyAt(),
                    entry.name(),
                    "the name of a group is text, and this is not",
                    "quotes make it text");
            return;
        }
        if (entry.value() instanceof Node.Table table) {
            draft.addGroup(name, entry.keyAt());
            table.entries().forEach(e -> section(name, e));
        } else if (entry.value().isNull()) {
            draft.addGroup(name, entry.keyAt());
        } else if (isChild && !draft.groups.containsKey(name)) {
            problems.error(
                    "inventory-unknown-group",
                    entry.keyAt(),
                    name,
                    "it is " + entry.value().kind() + " and no group",
                    "a group has the keys hosts, children and vars");
        } else {
            problems.warning(
                    "inventory-group-ignored",
                    entry.keyAt(),
                    name,
                    "it is " + entry.value().kind() + " and is ignored",
                    "a group has the keys hosts, children and vars");
        }
    }

    private void section(String group, Node.Entry entry) {
        switch (entry.key()) {
            case Value.Text(var key)
            when key.equals("hosts") -> entries(group, entry).forEach(e -> hosts(group, e));
            case Value.Text(var key)
            when key.equals("children") -> entries(group, entry).forEach(e -> child(group, e));
            case Value.Text(var key)
            when key.equals("vars") -> entries(group, entry).forEach(e -> variable(group, e));
            case Value _ ->
                problems.warning(
                        "inventory-unknown-key",
                        entry.keyAt(),
                        group,
                        "the key '" + entry.name() + "' is ignored",
                        "a group has the keys hosts, children and vars"
                                + Nearest.hint(entry.name(), List.of("hosts", "children", "vars")));
        }
    }

    /** The entries of a section; a lone word stands for a dictionary with that one key. */
    private List<Node.Entry> entries(String group, Node.Entry section) {
        return switch (section.value()) {
            case Node.Table(var entries, var _) -> entries;
            case Node.Scalar(Value.Null(), var _) -> List.of();
            case Node.Scalar(Value.Text word, var at) ->
                List.of(new Node.Entry(word, at, new Node.Scalar(new Value.Null(), at)));
            case Node other -> {
                problems.error(
                        "inventory-section-type",
                        other.at(),
                        group,
                        section.name() + " is " + other.kind() + ", and has to be a dictionary",
                        other instanceof Node.Items ? "a ':' behind each name instead of a '-' before it" : "");
                yield List.of();
            }
        };
    }

    private void child(String group, Node.Entry entry) {
        group(entry, true);
        if (entry.key() instanceof Value.Text(var child) && draft.groups.containsKey(child)) {
            Assignment.adopt(draft, group, child, entry.keyAt(), problems);
        }
    }

    private void variable(String group, Node.Entry entry) {
        Assignment.assign(draft, group, entry.name(), new Variable(entry.value().value(), entry.keyAt()), problems);
    }

    private void hosts(String group, Node.Entry entry) {
        if (!(entry.key() instanceof Value.Text(var pattern))) {
            problems.error(
                    "inventory-host-name",
                    entry.keyAt(),
                    entry.name(),
                    "the name of a host is text, and this is not",
                    "quotes make it text");
            return;
        }
        var variables = variables(pattern, entry.value());
        NamedHosts.expand(pattern, entry.keyAt(), problems)
                .ifPresent(named -> named.names().forEach(host -> {
                    draft.addHost(host, Optional.of(group), named.port(), entry.keyAt());
                    variables.forEach((key, value) -> Assignment.assign(draft, host, key, value, problems));
                }));
    }

    private Map<String, Variable> variables(String host, Node node) {
        if (node instanceof Node.Table table) {
            return Variables.of(table);
        }
        if (!node.isFalsy()) {
            problems.error(
                    "inventory-host-variables",
                    node.at(),
                    host,
                    "the variables of a host are " + node.kind() + ", and have to be a dictionary",
                    "as in  " + host + ": {ansible_host: 192.0.2.1}");
        }
        return Map.of();
    }
}
