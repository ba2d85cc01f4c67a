package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A host with all that the inventory says about it.
 *
 * @param name its name in the inventory, {@code inventory_hostname} of Ansible
 * @param firstNamed where the inventory names it first
 * @param groups the groups it is in, directly or by their children, {@code all} first, then in the order in which their
 *     variables override each other
 * @param variables its variables after all precedence, in no particular order
 */
public record Host(String name, SourceLocation firstNamed, List<String> groups, Map<String, Variable> variables) {
    public Host {
        groups = List.copyOf(groups);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /** The magic variable {@code group_names}: its groups without {@code all}, sorted. */
    public List<String> groupNames() {
        return groups.stream().filter(g -> !g.equals("all")).sorted().toList();
    }

    /** Variables may hold passwords: only the name. */
    @Override
    public String toString() {
        return "Host[" + name + "]";
    }
}
