package io.lsdn.controller.rollout;

import java.util.Locale;

/** How a rollout ended. */
public enum RolloutOutcome {
    COMMITTED,
    UNCHANGED,
    CHECKED,
    ROLLED_BACK,
    /** Nothing was changed anywhere. */
    FAILED,
    /** Tolerated failures. */
    PARTIAL,
    ROLLBACK_INCOMPLETE;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
