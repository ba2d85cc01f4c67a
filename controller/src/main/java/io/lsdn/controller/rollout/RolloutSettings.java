package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Holder;

/**
 * How a rollout is run.
 *
 * @param holder who runs it, and its ULID
 * @param forks how many operations are in progress at once, 1 or more
 * @param check prepare only, take no lock, change nothing
 * @param pending a virt without an interface waits for it instead of being an error
 */
public record RolloutSettings(
        Holder holder, int forks, Timing timing, boolean check, boolean pending, OnFailure onFailure) {
    public RolloutSettings {
        if (forks < 1) {
            throw new IllegalArgumentException("forks is 1 or more, not " + forks);
        }
    }

    /** The same for another rollout. */
    public RolloutSettings again(Holder other) {
        return new RolloutSettings(other, forks, timing, check, pending, onFailure);
    }
}
