package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.Participants;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes everything of the context from every host, and nothing else. */
@Command(
        name = "cleanup",
        description = "Remove everything of the context from every host, and nothing else.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CleanupCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private ContextOption context = new ContextOption();

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

    CleanupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        var commandLine = login.commandLine(surroundings);
        var hosts = HostInput.read(surroundings, inventory, commandLine);
        if (hosts.isRefused(surroundings)) {
            return ExitCode.WRONG_INPUT.number();
        }
        return new RecordedRollout(
                        surroundings,
                        state.directory(surroundings),
                        options.settings(false),
                        hosts.access(),
                        commandLine,
                        login.invocation(surroundings, inventory.sources()),
                        context.name(),
                        "cleanup",
                        options.hookFailure(),
                        false)
                .run(
                        Participants.cleanup(context.name(), hosts.hosts(), hosts.limit()),
                        Expected.ANYTHING,
                        output.reporting(surroundings, general, options.diff(), files),
                        options.detailedExitCode());
    }
}
