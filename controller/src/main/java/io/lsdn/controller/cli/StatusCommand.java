package io.lsdn.controller.cli;

import io.lsdn.controller.report.StatusReport;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.io.IOException;
import java.util.List;
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
    private Asking asking = new Asking();

    @Mixin
    private StateOption state = new StateOption();

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Drift is an answer, not a failure. */
    @Override
    public int run() {
        return asking.run(
                surroundings, new Request.AskStatus(asking.context()), Reply.Status.class, new StatusReport(open()));
    }

    private List<OpenRollout> open() {
        StateDirectory directory = state.directory(surroundings);
        try {
            return directory.unfinished().stream()
                    .filter(o -> o.entry().context().equals(asking.context()))
                    .toList();
        } catch (IOException e) {
            throw StateTrouble.of(directory, e);
        }
    }
}
