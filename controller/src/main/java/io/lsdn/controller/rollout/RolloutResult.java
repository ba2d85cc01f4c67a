package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a rollout ended.
 *
 * @param rollout its ULID
 * @param hosts by inventory name, in the inventory's order
 * @param warnings about the rollout as a whole
 * @param interrupted a signal ended it
 * @param locked another rollout held the lock of a host, or of the state here
 * @param error why it did not even begin
 */
public record RolloutResult(
        String rollout,
        String context,
        RolloutOutcome outcome,
        Duration took,
        Map<String, HostResult> hosts,
        List<Fault> warnings,
        boolean interrupted,
        boolean locked,
        Optional<Fault> error) {
    public RolloutResult {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        warnings = List.copyOf(warnings);
    }

    /** Of a rollout that began. */
    public RolloutResult(
            String rollout,
            String context,
            RolloutOutcome outcome,
            Duration took,
            Map<String, HostResult> hosts,
            List<Fault> warnings,
            boolean interrupted,
            boolean locked) {
        this(rollout, context, outcome, took, hosts, warnings, interrupted, locked, Optional.empty());
    }

    /** Of one that did not. */
    public static RolloutResult notBegun(
            String rollout, String context, RolloutOutcome outcome, boolean locked, Fault why) {
        return new RolloutResult(
                rollout, context, outcome, Duration.ZERO, Map.of(), List.of(), false, locked, Optional.of(why));
    }

    /** The same, and these of its hosts were recovered, too. */
    public RolloutResult recovered(Set<String> names) {
        var all = new LinkedHashMap<>(hosts);
        all.replaceAll((name, host) -> names.contains(name) ? host.asRecovered() : host);
        return new RolloutResult(rollout, context, outcome, took, all, warnings, interrupted, locked, error);
    }

    /** Those that an unfinished transaction was dealt with on. */
    public Set<String> recovered() {
        return hosts.values().stream()
                .filter(HostResult::recovered)
                .map(HostResult::host)
                .collect(Collectors.toSet());
    }

    /** @throws IllegalArgumentException for a host that was not in the play */
    public HostResult host(String name) {
        return Optional.ofNullable(hosts.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no host " + name + " in this rollout"));
    }

    /** Whether it went forward: what is not complete then is completed, and not put back. */
    public boolean wasDecided() {
        return hosts.values().stream()
                .anyMatch(h -> h.outcome() == HostOutcome.COMMITTED
                        || h.error()
                                .filter(f -> f.code().equals(Faults.NOT_CONFIRMED))
                                .isPresent());
    }
}
