package io.lsdn.controller.cli;

import io.lsdn.controller.report.StatusReport;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.StatusSurvey;
import io.lsdn.controller.rollout.StatusSurvey.HostStatus;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.StateDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What each host holds. */
@Command(
        name = "status",
        description = "Tell what each host holds and whether its kernel still is what was confirmed.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class StatusCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private ContextOption context = new ContextOption();

    @Mixin
    private ForksOption forks = new ForksOption();

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        var commandLine = login.commandLine(surroundings);
        var hosts = HostInput.read(surroundings, inventory, commandLine);
        if (hosts.isRefused(surroundings)) {
            return ExitCode.WRONG_INPUT.number();
        }
        RolloutSettings settings = RunOptions.reading(forks);
        Map<String, HostStatus> status;
        try (var progress = OutputOptions.quiet(surroundings, general)) {
            status = new StatusSurvey(
                            Participants.cleanup(context.name(), hosts.hosts(), hosts.limit()),
                            settings,
                            new Gates(surroundings, commandLine).to(hosts.access()),
                            progress.listener())
                    .run();
        }
        print(status, open());
        return exitCode(status).number();
    }

    private void print(Map<String, HostStatus> status, List<OpenRollout> open) {
        switch (output.format()) {
            case TEXT ->
                StatusReport.text(
                                status,
                                open,
                                general.style(
                                        surroundings, surroundings.terminal().out()))
                        .forEach(surroundings.out()::println);
            case JSON -> surroundings.out().println(StatusReport.json(status, open));
            case NDJSON -> StatusReport.ndjson(status, open).forEach(surroundings.out()::println);
        }
    }

    private List<OpenRollout> open() {
        StateDirectory directory = state.directory(surroundings);
        try {
            return directory.unfinished().stream()
                    .filter(o -> o.entry().context().equals(context.name()))
                    .toList();
        } catch (IOException e) {
            throw StateTrouble.of(directory, e);
        }
    }

    /** Drift is an answer, not a failure. */
    private static ExitCode exitCode(Map<String, HostStatus> status) {
        var unknown = status.values().stream()
                .filter(HostStatus.Unknown.class::isInstance)
                .map(HostStatus.Unknown.class::cast)
                .toList();
        if (unknown.isEmpty()) {
            return ExitCode.DONE;
        }
        return unknown.stream().anyMatch(HostStatus.Unknown::unreachable) ? ExitCode.UNREACHABLE : ExitCode.HOST_FAILED;
    }
}
