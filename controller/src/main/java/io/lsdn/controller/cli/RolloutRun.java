package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.Rollout;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import java.util.Set;

/** Wires a rollout to its report and the signals, and runs it. */
final class RolloutRun {
    private RolloutRun() {}

    /** @param recovered hosts that were recovered for it before it began */
    static RolloutResult run(
            Participants participants,
            RolloutSettings settings,
            HostGate gate,
            OutputOptions.Reporting reporting,
            Interrupts interrupts,
            DecisionRecord record,
            Expected expected,
            RolloutTasks tasks,
            Set<String> recovered) {
        var rollout = new Rollout(participants, settings, gate, reporting.report(), tasks, record, expected);
        RolloutResult result;
        try (var _ = reporting.progress();
                var _ = interrupts.during(rollout::interrupt)) {
            result = rollout.run().recovered(recovered);
        }
        reporting.report().ended(result);
        return result;
    }
}
