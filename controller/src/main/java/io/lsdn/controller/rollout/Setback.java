package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a rollout turns round.
 *
 * @param hosts who failed, and how; may be empty
 * @param general what failed on no host in particular
 * @param interrupted a signal came
 */
record Setback(Map<String, Fault> hosts, List<Fault> general, boolean interrupted) {
    Setback {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        general = List.copyOf(general);
    }

    /** With what failed before and was tolerated then. */
    Setback with(Map<String, Fault> fallen) {
        var all = new LinkedHashMap<>(fallen);
        all.putAll(hosts);
        return new Setback(all, general, interrupted);
    }

    static Setback of(Map<String, Fault> hosts) {
        return new Setback(hosts, List.of(), false);
    }

    static Setback of(Fault general) {
        return new Setback(Map.of(), List.of(general), false);
    }

    static Setback of(TaskFaults tasks) {
        return new Setback(tasks.hosts(), tasks.general(), false);
    }

    static Setback interruption() {
        return new Setback(Map.of(), List.of(), true);
    }
}
