package io.lsdn.controller.rollout;

/** What becomes of the good hosts when one fails ({@code --on-failure}). */
public enum OnFailure {
    /** Every host is put back. */
    ROLLBACK
}
