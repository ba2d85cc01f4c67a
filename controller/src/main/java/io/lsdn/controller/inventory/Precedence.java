package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which of several values of a variable a host has. From weak to strong: the sources' variables of {@code all}, of the
 * other groups; {@code group_vars/all} beside the sources, beside the playbook; {@code group_vars/} of the other groups
 * beside the sources, beside the playbook; the sources' variables of the host; {@code host_vars/} beside the sources,
 * beside the playbook. Groups count by depth, then priority, then name; a value replaces the weaker one whole, also a
 * dictionary.
 */
final class Precedence {
    private final InventoryDraft draft;
    private final Map<String, Integer> depths;
    private final List<VarsDirectory> besideSources;
    private final List<VarsDirectory> besidePlaybook;

    Precedence(InventoryDraft draft, List<VarsDirectory> besideSources, Optional<VarsDirectory> besidePlaybook) {
        this.draft = draft;
        this.depths = draft.depths();
        this.besideSources = List.copyOf(besideSources);
        this.besidePlaybook = besidePlaybook.map(List::of).orElse(List.of());
    }

    Inventory resolve() {
        var groups = new LinkedHashMap<String, Group>();
        draft.groups.values().forEach(g -> groups.put(g.name, group(g)));
        var hosts = new LinkedHashMap<String, Host>();
        var groupsByHost = draft.groupsByHost();
        draft.hosts.values().forEach(h -> hosts.put(h.name, host(h, Objects.requireNonNull(groupsByHost.get(h.name)))));
        return new Inventory(hosts, groups);
    }

    private Group group(InventoryDraft.GroupDraft group) {
        var adjacent = new LinkedHashMap<String, Variable>();
        fromGroups(besideSources, List.of(group.name), adjacent);
        fromGroups(besidePlaybook, List.of(group.name), adjacent);
        return new Group(
                group.name,
                depth(group.name),
                group.priority,
                List.copyOf(group.hosts),
                List.copyOf(group.children),
                group.variables,
                adjacent);
    }

    private Host host(InventoryDraft.HostDraft host, Set<String> in) {
        var groups = in.stream()
                .filter(g -> !g.equals("all"))
                .sorted(Comparator.comparingInt(this::depth)
                        .thenComparingInt(g -> draft.group(g).priority)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        var variables = new LinkedHashMap<String, Variable>(draft.group("all").variables);
        groups.forEach(g -> variables.putAll(draft.group(g).variables));
        fromGroups(besideSources, List.of("all"), variables);
        fromGroups(besidePlaybook, List.of("all"), variables);
        fromGroups(besideSources, groups, variables);
        fromGroups(besidePlaybook, groups, variables);
        variables.putAll(host.variables);
        besideSources.forEach(d -> variables.putAll(d.ofHost(host.name).variables()));
        besidePlaybook.forEach(d -> variables.putAll(d.ofHost(host.name).variables()));
        var withAll = new ArrayList<>(List.of("all"));
        withAll.addAll(groups);
        return new Host(host.name, host.firstNamed, withAll, variables);
    }

    private static void fromGroups(
            List<VarsDirectory> directories, List<String> groups, Map<String, Variable> variables) {
        for (var directory : directories) {
            groups.forEach(g -> variables.putAll(directory.ofGroup(g).variables()));
        }
    }

    private int depth(String group) {
        return Objects.requireNonNull(depths.get(group));
    }
}
