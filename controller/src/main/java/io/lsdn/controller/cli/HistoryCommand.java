package io.lsdn.controller.cli;

import io.lsdn.controller.report.HistoryReport;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.state.PastRollout;
import io.lsdn.controller.state.RolloutStore;
import io.lsdn.controller.state.StateDirectory;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The rollouts that were made from here. */
@Command(
        name = "history",
        description = "List the rollouts that were made from here: when, who, digest, outcome.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Task {
    private final Surroundings surroundings;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    HistoryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        List<PastRollout> past = past(state.directory(surroundings));
        switch (output.format()) {
            case TEXT ->
                HistoryReport.text(
                                past,
                                general.style(
                                        surroundings, surroundings.terminal().out()))
                        .forEach(surroundings.out()::println);
            case JSON -> surroundings.out().println(HistoryReport.json(past));
            case NDJSON -> HistoryReport.ndjson(past).forEach(surroundings.out()::println);
        }
        return ExitCode.DONE.number();
    }

    private static List<PastRollout> past(StateDirectory directory) {
        if (directory.isEmpty()) {
            return List.of();
        }
        try (RolloutStore store = directory.open()) {
            return store.history();
        } catch (IOException e) {
            throw StateTrouble.of(directory, e);
        }
    }
}
