package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.PlaybookResult;
import io.lsdn.controller.report.Lines;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.state.SavedPlan;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            "  lsdn-deploy -i hosts.ini play.yaml               a playbook: plays, batches, tasks",
            "  lsdn-deploy -i 'a,b,' -u root topo.yaml          hosts without an inventory file",
            "  lsdn-deploy validate topo.yaml                   all problems, offline",
            "  lsdn-deploy -i hosts.ini topo.yaml --plan p      write down what would be done; 'apply p' does it",
            "  lsdn-deploy rollback -i hosts.ini                back to the previous generation",
            "  lsdn-deploy resume                               finish a rollout that was cut off",
            "  lsdn-deploy boot install -i hosts.ini            build it again after a reboot, or when a VM comes back",
            "  lsdn-deploy cleanup -i hosts.ini                 remove everything of the context",
            "",
            "Options may also stand in the environment (LSDN_FORKS=5) and in lsdn-deploy.cfg (forks = 5).",
            "",
            "Exit codes: 0 done, 1 a defect of lsdn-deploy, 2 a host failed, 3 a host was not reached,",
            "  4 wrong inventory or topology, 5 wrong command line, 6 a rollback did not complete, 7 locked by",
            "  another rollout, 8 changes pending (--check --detailed-exitcode), 99 interrupted."
        })
final class DeployCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private TopologyOptions topology = new TopologyOptions();

    @Option(names = "--pending", description = "A virt whose interface does not exist yet waits for it.")
    private boolean pending;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Change nothing, write what would be done to a file, for 'lsdn-deploy apply FILE'.")
    private Optional<String> plan = Optional.empty();

    @Mixin
    private PlayOptions plays = new PlayOptions();

    @Mixin
    private RunOptions options = new RunOptions();

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private FileReports files = new FileReports();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    DeployCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        checkWords();
        if (plays.syntaxCheck() && inventory.isEmpty()) {
            return checkWithoutHosts();
        }
        var commandLine = login.commandLine(surroundings);
        var hosts = HostInput.read(surroundings, inventory, commandLine);
        return switch (topology.loadPlays(surroundings)) {
            case PlaybookResult.Rejected(var problems) -> refuse(hosts.diagnostics(), problems);
            case PlaybookResult.Loaded all -> {
                var playbook = new PlaybookResult.Loaded(
                        all.isPlaybook(), all.directory(), plays.from(all.plays()), all.warnings());
                var assembled = PlayAssembly.of(playbook, hosts);
                var problems = new ArrayList<>(playbook.warnings());
                if (!Diagnostics.hasErrors(hosts.diagnostics())) {
                    problems.addAll(assembled.problems());
                }
                if (Diagnostics.hasErrors(hosts.diagnostics()) || Diagnostics.hasErrors(problems)) {
                    yield refuse(hosts.diagnostics(), problems);
                }
                Diagnostics.print(hosts.diagnostics(), surroundings.err());
                Diagnostics.print(problems, surroundings.err());
                yield carryOut(playbook, assembled.plays(), hosts, commandLine);
            }
        };
    }

    private int checkWithoutHosts() {
        return switch (topology.loadPlays(surroundings)) {
            case PlaybookResult.Rejected(var problems) -> refuse(List.of(), problems);
            case PlaybookResult.Loaded playbook -> {
                Diagnostics.print(playbook.warnings(), surroundings.err());
                plays.show(String.join(" ", topology.sources()), List.of(), surroundings.out());
                yield ExitCode.DONE.number();
            }
        };
    }

    private int carryOut(
            PlaybookResult.Loaded playbook,
            List<ReadyPlay> ready,
            HostInput hosts,
            io.lsdn.controller.transport.route.CommandLine commandLine) {
        if (plays.onlyShows()) {
            plays.show(String.join(" ", topology.sources()), ready, surroundings.out());
            return ExitCode.DONE.number();
        } else if (plan.isEmpty()) {
            return deploy(playbook, ready, commandLine);
        } else if (playbook.isPlaybook() || ready.size() > 1) {
            throw new UsageException(
                    "--plan is for a topology; of a playbook, --check --diff shows what would be done");
        }
        return plan(ready.getFirst().participants(), options.checking(pending), hosts, commandLine);
    }

    private int deploy(
            PlaybookResult.Loaded playbook,
            List<ReadyPlay> ready,
            io.lsdn.controller.transport.route.CommandLine commandLine) {
        PlaybookRun.Recorder recorder = (play, settings) -> new RecordedRollout(
                surroundings,
                state.directory(surroundings),
                settings,
                play.access(),
                commandLine,
                login.invocation(surroundings, inventory.sources()),
                play.participants().topology().context(),
                "deploy",
                options.hookFailure(),
                false);
        return new PlaybookRun(
                        surroundings,
                        surroundings.directory().resolve(playbook.directory()),
                        recorder,
                        play -> options.settings(pending, play),
                        output.reporting(
                                surroundings,
                                general,
                                options.diff(),
                                files,
                                ready.getFirst().participants().topology()),
                        new Lines(surroundings.err(), general.verbosity()),
                        options.detailedExitCode())
                .run(ready);
    }

    /** Prepares, changes nothing, and writes down what was prepared. */
    private int plan(
            Participants participants,
            RolloutSettings settings,
            HostInput hosts,
            io.lsdn.controller.transport.route.CommandLine commandLine) {
        RolloutResult result = RolloutRun.run(
                participants,
                settings,
                new Gates(surroundings, commandLine).to(hosts.access()),
                output.reporting(surroundings, general, options.diff(), files, participants.topology()),
                surroundings.interrupts(),
                DecisionRecord.IN_MEMORY,
                Expected.ANYTHING,
                RolloutTasks.NONE,
                Set.of());
        int code = ExitCode.of(result, options.detailedExitCode()).number();
        if (result.outcome() != RolloutOutcome.CHECKED) {
            surroundings.err().println("lsdn-deploy: no plan was written");
            return code;
        }
        String file = plan.orElseThrow();
        try {
            new SavedPlan(
                            participants.withoutProblems(),
                            Expected.as(result),
                            settings.timing().confirm().toMillis(),
                            pending,
                            settings.onFailure(),
                            login.invocation(surroundings, inventory.sources()))
                    .write(surroundings.directory().resolve(file));
        } catch (IOException e) {
            throw new UsageException("the plan cannot be written to " + file + ": " + e.getMessage());
        }
        surroundings
                .err()
                .println(
                        "lsdn-deploy: the plan is in " + file + "; carry it out with 'lsdn-deploy apply " + file + "'");
        return code;
    }

    private void checkWords() {
        topology.sources().stream()
                .findFirst()
                .filter(word -> Files.notExists(surroundings.directory().resolve(word)))
                .ifPresent(this::checkMissing);
    }

    /** A word that names no file may have been meant as a command. */
    private void checkMissing(String word) {
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
