package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.Timing;
import io.lsdn.controller.state.SavedPlan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries out a saved plan. */
@Command(
        name = "apply",
        description = "Carry out exactly what --plan wrote, or nothing if a host changed since.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ApplyCommand implements Task {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The plan.")
    private String file = "";

    @Mixin
    private ForksOption forks = new ForksOption();

    @Option(
            names = {"-D", "--diff"},
            description = "Show every change of every host.")
    private boolean diff;

    @Option(
            names = "--hook-failure",
            paramLabel = "COMMAND",
            description = "A shell command to run here when the rollout did not succeed; it reads the result as JSON.")
    private Optional<String> hookFailure = Optional.empty();

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

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        Optional<SavedPlan> read = plan();
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        SavedPlan plan = read.get();
        var commandLine = login.commandLine(surroundings, plan.invocation());
        Set<String> wanted = plan.participants().inside().stream()
                .map(Participant::host)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        var there = surroundings.in(Path.of(plan.invocation().directory()));
        var hosts = HostInput.named(there, plan.invocation().inventory(), wanted, commandLine);
        if (hosts.isRefused(surroundings) || lacks(hosts.access(), wanted)) {
            return ExitCode.WRONG_INPUT.number();
        }
        return new RecordedRollout(
                        surroundings,
                        state.directory(surroundings),
                        settings(plan),
                        hosts.access(),
                        commandLine,
                        plan.invocation(),
                        plan.participants().topology().context(),
                        "apply",
                        hookFailure,
                        false)
                .run(
                        plan.participants(),
                        plan.expected(),
                        output.reporting(
                                surroundings,
                                general,
                                diff,
                                files,
                                plan.participants().topology()),
                        false);
    }

    private RolloutSettings settings(SavedPlan plan) {
        return new RolloutSettings(
                Holders.me(),
                forks.number(),
                Timing.of(Duration.ofMillis(plan.confirmMillis())),
                false,
                plan.pending(),
                plan.onFailure());
    }

    private Optional<SavedPlan> plan() {
        try {
            return Optional.of(SavedPlan.read(surroundings.directory().resolve(file)));
        } catch (NoSuchFileException _) {
            surroundings.err().println("lsdn-deploy: error: there is no plan " + file + "; make one with --plan");
        } catch (IOException e) {
            surroundings.err().println("lsdn-deploy: error: the plan cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private boolean lacks(List<HostAccess> access, Set<String> wanted) {
        var missing = new LinkedHashSet<>(wanted);
        access.forEach(a -> missing.remove(a.host()));
        if (!missing.isEmpty()) {
            surroundings
                    .err()
                    .println("lsdn-deploy: error: the inventory of the plan has no " + String.join(", ", missing)
                            + " any more; make a new plan with --plan");
        }
        return !missing.isEmpty();
    }
}
