package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a rollout ended for one host.
 *
 * @param host its inventory name
 * @param generation the one that it holds now, if known
 * @param plan what was to be changed on it; empty if nothing, or if it was not prepared
 * @param took from the first contact to the last
 * @param error why it did not succeed
 * @param left after a failed rollback: what could not be undone, object by object
 * @param warnings what its preparation found worth knowing
 * @param recovered an unfinished transaction of an earlier rollout was dealt with first
 */
public record HostResult(
        String host,
        HostOutcome outcome,
        Optional<Long> generation,
        List<PlannedChange> plan,
        Duration took,
        Optional<Fault> error,
        List<String> left,
        List<Fault> warnings,
        boolean recovered) {
    public HostResult {
        plan = List.copyOf(plan);
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }

    /** Of a host on which nothing was prepared. */
    static HostResult unprepared(String host, HostEnd end, Duration took) {
        return new HostResult(
                host, end.outcome(), end.generation(), List.of(), took, end.error(), end.left(), List.of(), false);
    }

    HostResult asRecovered() {
        return new HostResult(host, outcome, generation, plan, took, error, left, warnings, true);
    }

    public ChangeCounts changes() {
        return ChangeCounts.of(plan);
    }
}
