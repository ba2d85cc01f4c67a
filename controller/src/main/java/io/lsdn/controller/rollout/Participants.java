package io.lsdn.controller.rollout;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Topology;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Who takes part in a rollout (transaction.md, rules 10 and 11). Every inventory host inside the limit is contacted, also one
 * that claims no phys: only it knows whether it holds the context, because it left the topology. One that holds nothing is
 * skipped.
 *
 * @param topology the whole of it, whatever the limit
 * @param inside who is contacted, in the inventory's order
 * @param outside claimants that the limit leaves out
 * @param inventory the names of all hosts of the inventory
 * @param problems with an error among them nothing may be contacted
 */
public record Participants(
        Topology topology,
        List<Participant> inside,
        List<Participant> outside,
        Set<String> inventory,
        List<Diagnostic> problems) {
    public Participants {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        inventory = Set.copyOf(inventory);
        problems = List.copyOf(problems);
    }

    /**
     * Finds who claims what: the physes of {@code lsdn_phys}, or the one that is called as the host.
     *
     * @param hosts all of the inventory
     * @param limit the names of those that may be contacted
     */
    public static Participants of(Topology topology, Collection<PlayHost> hosts, Set<String> limit) {
        var claims = Claims.of(topology, hosts);
        List<Participant> all =
                hosts.stream().map(h -> participant(h, claims.of(h), topology)).toList();
        return of(topology, all, limit, claims.problems());
    }

    private static Participant participant(PlayHost host, Set<String> claims, Topology topology) {
        return new Participant(host.name(), host.address(), claims, topology.slice(claims), claims.isEmpty());
    }

    /** Everything of the context is removed from every host inside the limit; none of them may fail. */
    public static Participants cleanup(String context, Collection<PlayHost> hosts, Set<String> limit) {
        Topology nothing = Topology.empty(context);
        List<Participant> all = hosts.stream()
                .map(h -> new Participant(h.name(), h.address(), Set.of(), nothing, false))
                .toList();
        return of(nothing, all, limit, List.of());
    }

    private static Participants of(
            Topology topology, List<Participant> all, Set<String> limit, List<Diagnostic> problems) {
        return new Participants(
                topology,
                all.stream().filter(p -> limit.contains(p.host())).toList(),
                all.stream()
                        .filter(p -> !limit.contains(p.host()) && !p.bystander())
                        .toList(),
                Set.copyOf(all.stream().map(Participant::host).toList()),
                problems.stream()
                        .sorted(Comparator.comparing(Participants::place))
                        .toList());
    }

    private static String place(Diagnostic d) {
        return d.location()
                .map(l -> "%s:%08d:%08d".formatted(l.source(), l.line(), l.column()))
                .orElse("");
    }

    /** For who has told them already. */
    public Participants withoutProblems() {
        return new Participants(topology, inside, outside, inventory, List.of());
    }

    /** Whether nothing may be contacted. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Diagnostic::isError);
    }
}
