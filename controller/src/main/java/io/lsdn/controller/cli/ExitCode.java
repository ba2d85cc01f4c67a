package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;

/** What the process returns; people script against these numbers. */
enum ExitCode {
    DONE(0),
    DEFECT(1),
    HOST_FAILED(2),
    UNREACHABLE(3),
    WRONG_INPUT(4),
    WRONG_COMMAND_LINE(5),
    ROLLBACK_INCOMPLETE(6),
    LOCKED(7),
    CHANGES_PENDING(8),
    INTERRUPTED(99);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /**
     * Of a rollout; where several apply: 6, 99, 7, 3, 2.
     *
     * @param detailed {@code --detailed-exitcode}: a check that finds changes pending says so
     */
    static ExitCode of(RolloutResult result, boolean detailed) {
        if (result.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE) {
            return ROLLBACK_INCOMPLETE;
        }
        if (result.interrupted()) {
            return INTERRUPTED;
        }
        if (result.locked()) {
            return LOCKED;
        }
        return switch (result.outcome()) {
            case COMMITTED, UNCHANGED -> DONE;
            case CHECKED -> detailed && pending(result) ? CHANGES_PENDING : DONE;
            case FAILED -> anyUnreachable(result) ? UNREACHABLE : HOST_FAILED;
            case ROLLED_BACK, PARTIAL, ROLLBACK_INCOMPLETE -> HOST_FAILED;
        };
    }

    private static boolean pending(RolloutResult result) {
        return result.hosts().values().stream().anyMatch(h -> !h.changes().isNone());
    }

    private static boolean anyUnreachable(RolloutResult result) {
        return result.hosts().values().stream().anyMatch(h -> h.outcome() == HostOutcome.UNREACHABLE);
    }
}
