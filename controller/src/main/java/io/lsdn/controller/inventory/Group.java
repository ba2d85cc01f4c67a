package io.lsdn.controller.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of an inventory.
 *
 * @param depth 0 for {@code all}, else the longest way from {@code all} to it; a deeper group's variables win
 * @param priority {@code ansible_group_priority}, 1 unless given; among groups of one depth the higher wins
 * @param hosts the hosts named in the group itself, in that order
 * @param children the groups named as its children, in that order
 * @param variables what the inventory's sources say for the group itself; without {@code group_vars/}
 * @param adjacentVariables what {@code group_vars/} beside the sources says
 */
public record Group(
        String name,
        int depth,
        int priority,
        List<String> hosts,
        List<String> children,
        Map<String, Variable> variables,
        Map<String, Variable> adjacentVariables) {
    public Group {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        adjacentVariables = Collections.unmodifiableMap(new LinkedHashMap<>(adjacentVariables));
    }

    /** Variables may hold passwords: only the name. */
    @Override
    public String toString() {
        return "Group[" + name + "]";
    }
}
