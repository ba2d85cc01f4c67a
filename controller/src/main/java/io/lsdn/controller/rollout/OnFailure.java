package io.lsdn.controller.rollout;

import java.util.Locale;

/** What becomes of the good hosts when one fails ({@code --on-failure}). */
public enum OnFailure {
    /** Every host is put back. */
    ROLLBACK,
    /** The failed hosts are put back, the others go on. */
    ROLLBACK_HOST,
    /** The others go on, and a host whose commit failed keeps what it applied until the next rollout or cleanup. */
    KEEP;

    /** As on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether some hosts may be new while a failed one is not. */
    boolean goesOn() {
        return this != ROLLBACK;
    }
}
