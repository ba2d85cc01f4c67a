package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An inventory while its sources are read one after the other. */
final class InventoryDraft {
    /** A group so far. */
    static final class GroupDraft {
        final String name;
        final Optional<SourceLocation> firstNamed;
        final Set<String> hosts = new LinkedHashSet<>();
        final Set<String> children = new LinkedHashSet<>();
        final Set<String> parents = new LinkedHashSet<>();
        final Map<String, Variable> variables = new LinkedHashMap<>();
        int priority = 1;

        private GroupDraft(String name, Optional<SourceLocation> firstNamed) {
            this.name = name;
            this.firstNamed = firstNamed;
        }
    }

    /** A host so far. */
    static final class HostDraft {
        final String name;
        final SourceLocation firstNamed;
        final Map<String, Variable> variables = new LinkedHashMap<>();

        private HostDraft(String name, SourceLocation firstNamed) {
            this.name = name;
            this.firstNamed = firstNamed;
        }
    }

    /** What came of naming a child. */
    enum Adoption {
        DONE,
        OWN_CHILD,
        LOOP
    }

    final Map<String, GroupDraft> groups = new LinkedHashMap<>();
    final Map<String, HostDraft> hosts = new LinkedHashMap<>();

    InventoryDraft() {
        groups.put("all", new GroupDraft("all", Optional.empty()));
        groups.put("ungrouped", new GroupDraft("ungrouped", Optional.empty()));
        adopt("all", "ungrouped");
    }

    GroupDraft group(String name) {
        return Objects.requireNonNull(groups.get(name), name);
    }

    void addGroup(String name, SourceLocation at) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a group has a name");
        }
        groups.computeIfAbsent(name, n -> new GroupDraft(n, Optional.of(at)));
    }

    /** A port counts only where the host is named for the first time, as in Ansible. */
    void addHost(String name, Optional<String> group, Optional<BigInteger> port, SourceLocation at) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a host has a name");
        }
        if (!hosts.containsKey(name)) {
            hosts.put(name, new HostDraft(name, at));
            port.filter(p -> p.signum() != 0)
                    .ifPresent(p -> setVariable(name, "ansible_port", new Variable(new Value.Int(p), at)));
        }
        group.ifPresent(g -> group(g).hosts.add(name));
    }

    /** Where a group and a host share a name the group gets the variable, as in Ansible. */
    void setVariable(String owner, String key, Variable variable) {
        var group = groups.get(owner);
        if (group != null) {
            group.variables.put(key, variable);
        } else {
            Objects.requireNonNull(hosts.get(owner), owner).variables.put(key, variable);
        }
    }

    /** Makes a group the child of another; both exist. */
    Adoption adopt(String parent, String child) {
        if (parent.equals(child)) {
            return Adoption.OWN_CHILD;
        }
        if (ancestors(parent).contains(child)) {
            return Adoption.LOOP;
        }
        group(parent).children.add(child);
        group(child).parents.add(parent);
        return Adoption.DONE;
    }

    /** All groups above a group, without itself. */
    Set<String> ancestors(String group) {
        var seen = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(group(group).parents);
        while (!open.isEmpty()) {
            var next = open.removeFirst();
            if (seen.add(next)) {
                open.addAll(group(next).parents);
            }
        }
        return seen;
    }

    /** The groups a host is in, directly or through their children. */
    Map<String, Set<String>> groupsByHost() {
        var all = new HashMap<String, Set<String>>();
        hosts.keySet().forEach(h -> all.put(h, new LinkedHashSet<>()));
        for (var group : groups.values()) {
            var withAncestors = new LinkedHashSet<>(List.of(group.name));
            withAncestors.addAll(ancestors(group.name));
            group.hosts.forEach(h -> Objects.requireNonNull(all.get(h)).addAll(withAncestors));
        }
        return all;
    }

    /**
     * Brings every group under {@code all} and every host that is in no group into {@code ungrouped}.
     *
     * @return the groups that cannot be brought under {@code all}, because {@code all} is below them
     */
    List<GroupDraft> reconcile() {
        var looped = new ArrayList<GroupDraft>();
        for (var group : groups.values()) {
            if (!group.name.equals("all") && group.parents.isEmpty() && adopt("all", group.name) == Adoption.LOOP) {
                looped.add(group);
            }
        }
        var ungrouped = group("ungrouped").hosts;
        var before = groupsByHost();
        for (var host : hosts.keySet()) {
            var in = Objects.requireNonNull(before.get(host));
            if (!in.contains("ungrouped")) {
                if (Set.of("all").containsAll(in)) {
                    ungrouped.add(host);
                }
            } else if (!Set.of("all", "ungrouped").containsAll(in)) {
                ungrouped.remove(host);
            }
        }
        return looped;
    }

    /** The longest way from the top to each group. */
    Map<String, Integer> depths() {
        var depths = new HashMap<String, Integer>();
        groups.keySet().forEach(g -> depth(g, depths));
        return depths;
    }

    private int depth(String group, Map<String, Integer> known) {
        var depth = known.get(group);
        if (depth == null) {
            depth = group(group).parents.stream()
                    .mapToInt(p -> depth(p, known) + 1)
                    .max()
                    .orElse(0);
            known.put(group, depth);
        }
        return depth;
    }
}
