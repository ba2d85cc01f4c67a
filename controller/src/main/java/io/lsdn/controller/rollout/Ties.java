package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what a host is to remove may still serve hosts whose batch is yet to come (transaction.md, rule 14). A pure function. */
final class Ties {
    private final Topology before;
    private final Topology then;

    private Ties(Topology before, Topology then) {
        this.before = before;
        this.then = then;
    }

    /**
     * @param before the slice that the host confirmed last
     * @param then the one that it is to hold
     * @param later the physes of hosts whose batch is yet to come
     */
    static boolean bind(Topology before, Topology then, Set<String> later) {
        var ties = new Ties(before, then);
        return before.nets().values().stream()
                .filter(ties::changes)
                .anyMatch(n -> ties.physes(n).stream().anyMatch(later::contains));
    }

    private boolean changes(Net net) {
        Optional<Net> next = Optional.ofNullable(then.nets().get(net.name()));
        return !next.equals(Optional.of(net))
                || !settings(before, net).equals(settings(then, net))
                || !attached(before, net).equals(attached(then, net));
    }

    private static Optional<Settings> settings(Topology topology, Net net) {
        return Optional.ofNullable(topology.settings().get(net.settings()));
    }

    private static Map<String, Phys> attached(Topology topology, Net net) {
        return net.attach().stream()
                .map(topology.physes()::get)
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(Phys::name, p -> p));
    }

    /** Who is in the net, or comes into it: a virt that moved is served where it was until it is there. */
    private Set<String> physes(Net net) {
        var physes = new LinkedHashSet<>(net.attach());
        Optional.ofNullable(then.nets().get(net.name())).ifPresent(n -> physes.addAll(n.attach()));
        return physes;
    }
}
