package io.lsdn.controller.rollout;

/** What the process returns (contract.md). */
public enum ExitCode {
    DONE(0),
    DEFECT(1),
    HOST_FAILED(2),
    HOST_UNREACHABLE(3),
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

    public int number() {
        return number;
    }

    /**
     * What a rollout's end means.
     *
     * @param detailed whether pending changes that a check found have a code of their own ({@code --detailed-exitcode})
     */
    public static ExitCode of(RolloutResult result, boolean detailed) {
        if (result.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE) {
            return ROLLBACK_INCOMPLETE;
        } else if (result.interrupted()) {
            return INTERRUPTED;
        } else if (result.locked()) {
            return LOCKED;
        }
        return switch (result.outcome()) {
            case COMMITTED, UNCHANGED -> DONE;
            case CHECKED -> detailed && changesPending(result) ? CHANGES_PENDING : DONE;
            case FAILED -> anyUnreachable(result) ? HOST_UNREACHABLE : HOST_FAILED;
            case ROLLED_BACK, PARTIAL, ROLLBACK_INCOMPLETE -> HOST_FAILED;
        };
    }

    private static boolean changesPending(RolloutResult result) {
        return result.hosts().values().stream().anyMatch(h -> !h.plan().isEmpty());
    }

    private static boolean anyUnreachable(RolloutResult result) {
        return result.hosts().values().stream().anyMatch(h -> h.outcome() == HostOutcome.UNREACHABLE);
    }
}
