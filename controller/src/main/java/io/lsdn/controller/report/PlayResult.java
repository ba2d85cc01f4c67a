package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import java.util.List;

/**
 * How one play of several ended.
 *
 * @param play its name
 */
record PlayResult(String play, RolloutResult result) {
    private static final List<RolloutOutcome> GRAVEST_FIRST = List.of(
            RolloutOutcome.ROLLBACK_INCOMPLETE,
            RolloutOutcome.ROLLED_BACK,
            RolloutOutcome.FAILED,
            RolloutOutcome.PARTIAL,
            RolloutOutcome.COMMITTED,
            RolloutOutcome.CHECKED,
            RolloutOutcome.UNCHANGED);

    /** Of all: the gravest of any. */
    static RolloutOutcome outcome(List<PlayResult> plays) {
        return GRAVEST_FIRST.stream()
                .filter(o -> plays.stream().anyMatch(p -> p.result().outcome() == o))
                .findFirst()
                .orElse(RolloutOutcome.UNCHANGED);
    }
}
