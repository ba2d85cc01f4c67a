package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A rollout in its middle, as if it ended now: what tasks are told. */
record SoFar(Scene scene, CommitPlan plan, Collection<HostRun> play, Map<String, Fault> fallen) {
    /** @param committed the hosts whose batch is done */
    RolloutResult with(Set<String> committed) {
        Map<String, HostResult> results = new LinkedHashMap<>();
        play.forEach(h -> results.put(h.name(), h.result(end(h.name(), committed))));
        plan.skipped().forEach((host, end) -> results.put(host, HostResult.unprepared(host, end, Duration.ZERO)));
        return new RolloutResult(
                scene.rollout(),
                scene.context(),
                committed.isEmpty() ? RolloutOutcome.CHECKED : RolloutOutcome.COMMITTED,
                play.stream().map(HostRun::age).max(Duration::compareTo).orElse(Duration.ZERO),
                results,
                List.of(),
                false,
                false);
    }

    private HostEnd end(String host, Set<String> committed) {
        Optional<Long> before = plan.generationBefore(host);
        Optional<Fault> fault = Optional.ofNullable(fallen.get(host));
        if (fault.isPresent()) {
            return new HostEnd(HostOutcome.FAILED, before, fault, List.of());
        } else if (!committed.contains(host)) {
            return HostEnd.good(HostOutcome.CHECKED, before);
        }
        return HostEnd.good(plan.changes(host) ? HostOutcome.COMMITTED : HostOutcome.UNCHANGED, before);
    }
}
