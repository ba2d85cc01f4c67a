package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Reply;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What hosts have to be found like, or nothing is done: what was seen when a plan was made.
 *
 * @param hosts those that matter
 */
public record Expected(Map<String, Sight> hosts) {
    /** However they are. */
    public static final Expected ANYTHING = new Expected(Map.of());

    public Expected {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /**
     * What was seen of a host.
     *
     * @param generation the last confirmed one
     * @param changes what was to be done; empty where only the generation matters
     */
    public record Sight(Optional<Long> generation, Optional<List<PlannedChange>> changes) {
        public Sight {
            changes = changes.map(List::copyOf);
        }
    }

    /** As a check found them. A host that held nothing of the context has to hold nothing still. */
    public static Expected as(RolloutResult checked) {
        var hosts = new LinkedHashMap<String, Sight>();
        checked.hosts().forEach((name, h) -> {
            if (h.outcome() == HostOutcome.CHECKED || h.outcome() == HostOutcome.SKIPPED) {
                hosts.put(name, new Sight(h.generation(), Optional.of(h.plan())));
            }
        });
        return new Expected(hosts);
    }

    /** @return why the host is not as expected */
    Optional<Fault> difference(String host, Reply.Prepared now) {
        Sight then = hosts.get(host);
        if (then == null) {
            return Optional.empty();
        } else if (!then.generation().equals(now.generation())) {
            return Optional.of(Faults.stale("the generation of " + host + " changed from " + text(then.generation())
                    + " to " + text(now.generation())));
        }
        // Sets: in what order a kernel lists what it holds is no part of what it holds.
        return then.changes()
                .filter(c -> !new HashSet<>(c).equals(new HashSet<>(now.changes())))
                .map(_ -> Faults.stale("the kernel of " + host + " changed"));
    }

    private static String text(Optional<Long> generation) {
        return generation.map(String::valueOf).orElse("none");
    }
}
