package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.Locations;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
        name = "lsdn-deploy",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        synopsisHeading = "Usage:%n  ",
        description = {
            "",
            "Makes the virtual networks of a topology on all hosts of an inventory, or on none: every host is"
                    + " prepared before the first is changed, and if one fails all are put back.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lsdn-deploy -i hosts.ini topo.yaml               deploy",
            "  lsdn-deploy -i hosts.ini topo.yaml --check -D    show every change, make none",
            "  lsdn-deploy -i 'a,b,' -u root topo.yaml          hosts without an inventory file",
            "  lsdn-deploy validate topo.yaml                   all problems, offline",
            "  lsdn-deploy cleanup -i hosts.ini                 remove everything of the context",
            "",
            "Options may also stand in the environment (LSDN_FORKS=5) and in lsdn-deploy.cfg (forks = 5).",
            "",
            "Exit codes: 0 done, 1 a defect of lsdn-deploy, 2 a host failed, 3 a host was not reached,",
            "  4 wrong inventory or topology, 5 wrong command line, 6 a rollback did not complete, 7 locked by",
            "  another rollout, 8 changes pending (--check --detailed-exitcode), 99 interrupted."
        })
final class DeployCommand implements Task {
    private static final Set<String> LATER_COMMANDS =
            Set.of("rollback", "history", "apply", "resume", "boot", "convert");

    private final Surroundings surroundings;
    private final List<String> scriptArguments;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(names = "--pending", description = "A virt whose interface does not exist yet waits for it.")
    private boolean pending;

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private FileReports files = new FileReports();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    DeployCommand(Surroundings surroundings, List<String> scriptArguments) {
        this.surroundings = surroundings;
        this.scriptArguments = scriptArguments;
    }

    @Override
    public int run() {
        checkWords();
        var settings = options.settings(pending);
        var hosts = HostInput.read(surroundings, inventory, login.commandLine(surroundings));
        LoadResult loaded = topology.load(surroundings);
        return switch (loaded) {
            case LoadResult.Rejected(var problems) -> refuse(hosts.diagnostics(), problems);
            case LoadResult.Loaded l -> {
                var participants = Participants.of(l.topology(), hosts.hosts(), hosts.limit());
                var problems = new ArrayList<>(l.warnings());
                if (!Diagnostics.hasErrors(hosts.diagnostics())) {
                    participants.problems().forEach(p -> problems.add(located(p, l.locations())));
                }
                if (Diagnostics.hasErrors(hosts.diagnostics()) || participants.hasErrors()) {
                    yield refuse(hosts.diagnostics(), problems);
                }
                Diagnostics.print(hosts.diagnostics(), surroundings.err());
                Diagnostics.print(problems, surroundings.err());
                yield RolloutRun.run(
                        participants,
                        settings,
                        RolloutRun.gate(hosts.access()),
                        output.reporting(surroundings, general, options.diff(), files),
                        options.detailedExitCode(),
                        surroundings.interrupts());
            }
        };
    }

    /** What only shows when hosts and topology meet still has its place in the topology. */
    private static Diagnostic located(Diagnostic d, Locations locations) {
        return new Diagnostic(
                d.severity(),
                d.code(),
                d.location().or(() -> locations.of(d.object())),
                d.object(),
                d.message(),
                d.hint());
    }

    private void checkWords() {
        if (!scriptArguments.isEmpty()) {
            throw new UsageException("arguments after -- are for lsctl scripts, which this version does not read");
        }
        topology.sources().stream()
                .findFirst()
                .filter(word -> Files.notExists(surroundings.directory().resolve(word)))
                .ifPresent(this::checkMissing);
    }

    /** A word that names no file may have been meant as a command. */
    private void checkMissing(String word) {
        if (LATER_COMMANDS.contains(word)) {
            throw new UsageException("the command '" + word + "' is not supported by this version");
        }
        Meant.by(word, Commands.NAMES).filter(n -> !n.equals(word)).ifPresent(n -> {
            throw new UsageException("'" + word + "' is neither a command nor a file; did you mean " + n + "?");
        });
    }

    private int refuse(List<Diagnostic> inventoryProblems, List<Diagnostic> topologyProblems) {
        Diagnostics.print(inventoryProblems, surroundings.err());
        Diagnostics.print(topologyProblems, surroundings.err());
        var all = new ArrayList<>(inventoryProblems);
        all.addAll(topologyProblems);
        surroundings.err().println("lsdn-deploy: " + Diagnostics.count(all) + "; nothing was contacted");
        return ExitCode.WRONG_INPUT.number();
    }
}
