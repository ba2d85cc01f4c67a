package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What all sources of an inventory say together.
 *
 * @param hosts by name, in the order in which the sources name them
 * @param groups by name, in the order in which the sources name them, after {@code all} and {@code ungrouped}, which
 *     always exist
 */
public record Inventory(Map<String, Host> hosts, Map<String, Group> groups) {
    public Inventory {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        if (!groups.containsKey("all") || !groups.containsKey("ungrouped")) {
            throw new IllegalArgumentException("an inventory has the groups all and ungrouped");
        }
        for (var group : groups.values()) {
            if (!hosts.keySet().containsAll(group.hosts()) || !groups.keySet().containsAll(group.children())) {
                throw new IllegalArgumentException("group " + group.name() + " names what does not exist");
            }
        }
    }

    public Optional<Host> host(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    public Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /** All hosts in the order in which Ansible takes them: that of the group {@code all}. */
    public List<Host> ordered() {
        return hostsOf("all");
    }

    /**
     * The hosts of a group and of all below it, each once: first the group's own, then level by level in the order of
     * the children. (Ansible orders the first level so too and leaves the order of deeper ones to chance.)
     *
     * @throws IllegalArgumentException if there is no such group
     */
    public List<Host> hostsOf(String group) {
        if (!groups.containsKey(group)) {
            throw new IllegalArgumentException("no group " + group);
        }
        var names = new LinkedHashSet<String>();
        for (var level = List.of(group); !level.isEmpty(); level = below(level)) {
            level.forEach(g -> names.addAll(known(g).hosts()));
        }
        return names.stream().map(n -> Objects.requireNonNull(hosts.get(n))).toList();
    }

    private List<String> below(List<String> level) {
        Set<String> next = new LinkedHashSet<>();
        level.forEach(g -> next.addAll(known(g).children()));
        return new ArrayList<>(next);
    }

    private Group known(String group) {
        return Objects.requireNonNull(groups.get(group));
    }
}
