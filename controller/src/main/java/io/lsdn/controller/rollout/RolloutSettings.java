package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Holder;

/**
 * How a rollout is run.
 *
 * @param holder who runs it, and its ULID
 * @param forks how many operations are in progress at once, 1 or more
 * @param check prepare only, take no lock, change nothing
 * @param pending a virt without an interface waits for it instead of being an error
 * @param pace in which batches, and how many hosts of one may fail
 */
public record RolloutSettings(
        Holder holder, int forks, Timing timing, boolean check, boolean pending, OnFailure onFailure, Pace pace) {
    public RolloutSettings {
        if (forks < 1) {
            throw new IllegalArgumentException("forks is 1 or more, not " + forks);
        }
    }

    /** All hosts at once, none of which may fail. */
    public RolloutSettings(
            Holder holder, int forks, Timing timing, boolean check, boolean pending, OnFailure onFailure) {
        this(holder, forks, timing, check, pending, onFailure, Pace.ALL_AT_ONCE);
    }
}
