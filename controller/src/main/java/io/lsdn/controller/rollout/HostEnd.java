package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.List;
import java.util.Optional;

/**
 * How a rollout ended for a host, without what is known of it anyway.
 *
 * @param generation what it holds now, if known
 * @param left what could not be undone
 */
record HostEnd(HostOutcome outcome, Optional<Long> generation, Optional<Fault> error, List<String> left) {
    HostEnd {
        left = List.copyOf(left);
    }

    static HostEnd good(HostOutcome outcome, Optional<Long> generation) {
        return new HostEnd(outcome, generation, Optional.empty(), List.of());
    }

    static HostEnd bad(HostOutcome outcome, Fault error) {
        return new HostEnd(outcome, Optional.empty(), Optional.of(error), List.of());
    }
}
