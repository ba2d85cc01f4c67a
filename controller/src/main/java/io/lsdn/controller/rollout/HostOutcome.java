package io.lsdn.controller.rollout;

import java.util.Locale;

/** How a rollout ended for a host. */
public enum HostOutcome {
    COMMITTED,
    UNCHANGED,
    CHECKED,
    ROLLED_BACK,
    /** Nothing was changed on it. */
    FAILED,
    UNREACHABLE,
    /** It claims no phys, or the rollout ended before its turn. */
    SKIPPED,
    ROLLBACK_FAILED;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
