package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An inventory as {@code ansible-inventory --graph} draws it. */
public final class InventoryGraph {
    private final Inventory inventory;
    private final boolean withVariables;
    private final List<String> lines = new ArrayList<>();

    private InventoryGraph(Inventory inventory, boolean withVariables) {
        this.inventory = inventory;
        this.withVariables = withVariables;
    }

    /**
     * The tree of a group.
     *
     * @param top the group at the top, usually {@code all}
     * @param withVariables as {@code --vars}
     * @throws IllegalArgumentException if there is no such group
     */
    public static String draw(Inventory inventory, String top, boolean withVariables) {
        var group = inventory.group(top).orElseThrow(() -> new IllegalArgumentException("no group " + top));
        var graph = new InventoryGraph(inventory, withVariables);
        graph.group(group, 0);
        return String.join("\n", graph.lines);
    }

    private void group(Group group, int depth) {
        line("@" + group.name() + ":", depth);
        for (var child : group.children()) {
            group(inventory.group(child).orElseThrow(), depth + 1);
        }
        if (!group.name().equals("all")) {
            for (var name : group.hosts()) {
                line(name, depth + 1);
                variables(inventory.host(name).orElseThrow().variables(), depth + 2);
            }
        }
        variables(ofGroup(group), depth + 1);
    }

    private static Map<String, Variable> ofGroup(Group group) {
        var variables = new LinkedHashMap<>(group.variables());
        variables.putAll(group.adjacentVariables());
        if (group.priority() != 1) {
            variables.put(
                    "ansible_group_priority",
                    new Variable(
                            Value.Int.of(group.priority()),
                            new io.lsdn.netmodel.diagnostic.SourceLocation(group.name(), 1, 1, "")));
        }
        return variables;
    }

    private void variables(Map<String, Variable> variables, int depth) {
        if (withVariables) {
            InventoryRenderer.visible(variables)
                    .forEach((name, variable) ->
                            line("{" + name + " = " + PythonText.str(variable.value()) + "}", depth));
        }
    }

    private void line(String name, int depth) {
        lines.add(depth == 0 ? name : "  |".repeat(depth) + "--" + name);
    }
}
