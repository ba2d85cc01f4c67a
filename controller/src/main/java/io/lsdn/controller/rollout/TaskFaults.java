package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong in the tasks of a play.
 *
 * @param hosts on hosts: as if their commit had failed
 * @param general on no host in particular
 */
public record TaskFaults(Map<String, Fault> hosts, List<Fault> general) {
    public static final TaskFaults NONE = new TaskFaults(Map.of(), List.of());

    public TaskFaults {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        general = List.copyOf(general);
    }

    public static TaskFaults of(Fault general) {
        return new TaskFaults(Map.of(), List.of(general));
    }

    public boolean isEmpty() {
        return hosts.isEmpty() && general.isEmpty();
    }
}
