package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.inventory.HostPattern;
import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.inventory.Inventory;
import io.lsdn.controller.inventory.InventoryLoader;
import io.lsdn.controller.rollout.PlayHost;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.controller.transport.route.Route;
import io.lsdn.controller.transport.route.RoutePlanner;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts of a run, from the inventory.
 *
 * @param inventory all that its sources say
 * @param hosts all of the inventory, in its order
 * @param limit the names of those that may be contacted
 * @param access how those are reached
 * @param diagnostics with an error among them nothing may be contacted
 */
record HostInput(
        Inventory inventory,
        List<PlayHost> hosts,
        Set<String> limit,
        List<HostAccess> access,
        List<Diagnostic> diagnostics) {
    HostInput {
        hosts = List.copyOf(hosts);
        limit = Set.copyOf(limit);
        access = List.copyOf(access);
        diagnostics = List.copyOf(diagnostics);
    }

    static HostInput read(Surroundings s, InventoryOptions options, CommandLine login) {
        var loaded = new InventoryLoader(s.directory(), s.environment()).load(options.sources());
        var problems = new ArrayList<>(loaded.diagnostics());
        Set<String> limit = limit(s, options, loaded.inventory(), problems);
        if (limit.isEmpty() && !Diagnostics.hasErrors(problems)) {
            problems.add(noHosts(options.limit()));
        }
        return new Reader(login, limit, problems).read(loaded.inventory());
    }

    /** Those of an inventory that are called for by name. */
    static HostInput named(Surroundings s, List<String> sources, Set<String> names, CommandLine login) {
        var loaded = new InventoryLoader(s.directory(), s.environment()).load(sources);
        var limit = new LinkedHashSet<>(names(loaded.inventory().ordered()));
        limit.retainAll(names);
        return new Reader(login, limit, new ArrayList<>(loaded.diagnostics())).read(loaded.inventory());
    }

    /** Prints what is wrong with it. */
    boolean isRefused(Surroundings s) {
        Diagnostics.print(diagnostics, s.err());
        boolean wrong = Diagnostics.hasErrors(diagnostics);
        if (wrong) {
            s.err().println("lsdn-deploy: " + Diagnostics.count(diagnostics) + "; nothing was contacted");
        }
        return wrong;
    }

    private static Set<String> limit(
            Surroundings s, InventoryOptions options, Inventory inventory, List<Diagnostic> problems) {
        if (options.limit().isEmpty()) {
            return names(inventory.ordered());
        }
        var limit = HostPattern.parseLimit(options.limit().get(), s.directory());
        var selection = limit.pattern().select(inventory);
        problems.addAll(limit.diagnostics());
        problems.addAll(selection.diagnostics());
        return names(selection.hosts());
    }

    private static Set<String> names(List<Host> hosts) {
        return hosts.stream().map(Host::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Diagnostic noHosts(Optional<String> limit) {
        return new Diagnostic(
                Severity.ERROR,
                "no-hosts",
                Optional.empty(),
                "",
                limit.map(l -> "no host of the inventory matches --limit " + l).orElse("the inventory has no hosts"),
                Optional.empty());
    }

    private record Reader(CommandLine login, Set<String> limit, List<Diagnostic> problems) {
        HostInput read(Inventory inventory) {
            var hosts = new ArrayList<PlayHost>();
            var accesses = new ArrayList<HostAccess>();
            for (Host host : inventory.ordered()) {
                var reading = HostVariables.of(host);
                hosts.add(playHost(host, reading.variables()));
                if (limit.contains(host.name())) {
                    problems.addAll(reading.diagnostics());
                    switch (RoutePlanner.plan(reading.variables(), login)) {
                        case Route.Found(var destination, var bootstrap) ->
                            accesses.add(new HostAccess(host.name(), destination, bootstrap));
                        case Route.Refused(var why) -> problems.addAll(why);
                    }
                } else {
                    // It is not contacted, so only what it claims matters.
                    reading.diagnostics().stream()
                            .filter(d -> d.object().equals(host.name() + ".lsdn_phys"))
                            .forEach(problems::add);
                }
            }
            return new HostInput(inventory, hosts, limit, accesses, problems);
        }

        private static PlayHost playHost(Host host, HostVariables variables) {
            var at = Optional.ofNullable(host.variables().get("lsdn_phys")).map(v -> v.definedAt());
            return new PlayHost(
                    host.name(),
                    variables.target(),
                    variables.phys().map(LinkedHashSet::new),
                    at.or(() -> Optional.of(host.firstNamed())));
        }
    }
}
