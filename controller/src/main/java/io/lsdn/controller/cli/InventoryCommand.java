package io.lsdn.controller.cli;

import io.lsdn.controller.inventory.Group;
import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.inventory.HostPattern;
import io.lsdn.controller.inventory.Inventory;
import io.lsdn.controller.inventory.InventoryGraph;
import io.lsdn.controller.inventory.InventoryLoader;
import io.lsdn.controller.inventory.InventoryRenderer;
import io.lsdn.controller.inventory.InventoryYaml;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the inventory as {@code ansible-inventory} does. */
@Command(
        name = "inventory",
        description = "Show the inventory as ansible-inventory does.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class InventoryCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(
            names = {"-y", "--yaml"},
            description = "YAML instead of JSON.")
    private boolean yaml;

    @Option(names = "--vars", description = "With --graph: variables too.")
    private boolean vars;

    @Parameters(paramLabel = "GROUP", arity = "0..1", description = "With --graph: where it starts (default all).")
    private Optional<String> group = Optional.empty();

    /** One of them. */
    private static final class What {
        @Option(names = "--list", description = "All groups, hosts and variables.")
        private boolean list;

        @Option(names = "--graph", description = "A drawing of the groups.")
        private boolean graph;

        @Option(names = "--host", paramLabel = "HOST", description = "The variables of one host.")
        private Optional<String> host = Optional.empty();
    }

    InventoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        if (group.isPresent() && !what.graph || vars && !what.graph) {
            throw new UsageException("a GROUP and --vars belong to --graph");
        }
        var loaded =
                new InventoryLoader(surroundings.directory(), surroundings.environment()).load(inventory.sources());
        var problems = new ArrayList<>(loaded.diagnostics());
        Inventory shown = limited(loaded.inventory(), problems);
        Diagnostics.print(problems, surroundings.err());
        if (Diagnostics.hasErrors(problems)) {
            return ExitCode.WRONG_INPUT.number();
        }
        return what.host.map(h -> host(shown, h)).orElseGet(() -> all(shown));
    }

    private Inventory limited(Inventory all, List<Diagnostic> problems) {
        if (inventory.limit().isEmpty()) {
            return all;
        }
        var limit = HostPattern.parseLimit(inventory.limit().get(), surroundings.directory());
        var selection = limit.pattern().select(all);
        problems.addAll(limit.diagnostics());
        problems.addAll(selection.diagnostics());
        return only(all, selection.hosts());
    }

    /** The inventory without other hosts; its groups stay. */
    private static Inventory only(Inventory all, List<Host> chosen) {
        var hosts = new LinkedHashMap<String, Host>();
        chosen.forEach(h -> hosts.put(h.name(), h));
        var groups = new LinkedHashMap<String, Group>();
        for (Group g : all.groups().values()) {
            var left = g.hosts().stream().filter(hosts::containsKey).toList();
            groups.put(
                    g.name(),
                    new Group(
                            g.name(),
                            g.depth(),
                            g.priority(),
                            left,
                            g.children(),
                            g.variables(),
                            g.adjacentVariables()));
        }
        return new Inventory(hosts, groups);
    }

    private int host(Inventory shown, String name) {
        Optional<Host> host = shown.host(name);
        host.ifPresentOrElse(
                h -> surroundings.out().println(yaml ? InventoryYaml.host(h) : InventoryRenderer.host(h)),
                () -> surroundings
                        .err()
                        .println("lsdn-deploy: error: the inventory has no host " + name
                                + Meant.by(name, shown.hosts().keySet())
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse("")));
        return host.isPresent() ? ExitCode.DONE.number() : ExitCode.WRONG_INPUT.number();
    }

    private int all(Inventory shown) {
        if (what.list) {
            surroundings.out().println(yaml ? InventoryYaml.list(shown) : InventoryRenderer.list(shown));
            return ExitCode.DONE.number();
        }
        String top = group.orElse("all");
        if (shown.group(top).isEmpty()) {
            surroundings
                    .err()
                    .println("lsdn-deploy: error: the inventory has no group " + top
                            + Meant.by(top, shown.groups().keySet())
                                    .map(n -> "; did you mean " + n + "?")
                                    .orElse(""));
            return ExitCode.WRONG_INPUT.number();
        }
        surroundings.out().println(InventoryGraph.draw(shown, top, vars));
        return ExitCode.DONE.number();
    }
}
