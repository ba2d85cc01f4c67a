package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finishes a rollout whose controller died: forward if it was decided, else back (transaction.md, rule 8). */
public final class Resumption {
    private final RolloutSettings settings;
    private final HostGate gate;
    private final RolloutListener listener;

    /** @param settings those of the rollout; the holder is who resumes, with the rollout's own id */
    public Resumption(RolloutSettings settings, HostGate gate, RolloutListener listener) {
        this.settings = settings;
        this.gate = gate;
        this.listener = listener;
    }

    /** Makes every host of the decision hold what was decided, and confirm it. What others changed since stays. */
    public RolloutResult complete(Decision decision) {
        HostEnd good = HostEnd.good(HostOutcome.COMMITTED, Optional.of(decision.generation()));
        return run(
                decision.context(),
                decision.hosts(),
                h -> h.complete(decision)
                        .map(f ->
                                HostEnd.bad(HostOutcome.ROLLBACK_FAILED, Faults.notConfirmed(decision.generation(), f)))
                        .orElse(good));
    }

    /** Sees to it that hosts that were never told of a decision are as before. */
    public RolloutResult takeBack(String context, Set<String> hosts) {
        HostEnd good = HostEnd.good(HostOutcome.ROLLED_BACK, Optional.empty());
        List<Participant> all = hosts.stream()
                .map(h -> new Participant(h, h, Set.of(), Topology.empty(context), false))
                .toList();
        return run(
                context,
                all,
                h -> h.takeBack()
                        .map(f -> HostEnd.bad(HostOutcome.ROLLBACK_FAILED, Faults.notTakenBack(f)))
                        .orElse(good));
    }

    private RolloutResult run(String context, Collection<Participant> participants, Function<HostRun, HostEnd> work) {
        long began = gate.time().nanos();
        var scene = new Scene(context, settings, gate, listener, new Halt());
        List<HostRun> hosts =
                participants.stream().map(p -> new HostRun(scene, p)).toList();
        // A host that stays locked must not keep the others waiting, so nobody waits for a permit.
        Map<String, HostEnd> ends = new FanOut(settings.forks()).unbounded(hosts, work);
        Map<String, HostResult> results = new LinkedHashMap<>();
        hosts.forEach(h -> Optional.ofNullable(ends.get(h.name())).ifPresent(e -> results.put(h.name(), h.result(e))));
        results.values().forEach(r -> listener.on(new RolloutEvent.HostEnded(r)));
        return new RolloutResult(
                settings.holder().rollout(),
                context,
                outcome(results.values()),
                gate.time().since(began),
                results,
                List.of(),
                false,
                false);
    }

    private static RolloutOutcome outcome(Collection<HostResult> hosts) {
        if (hosts.stream().anyMatch(h -> h.outcome() == HostOutcome.ROLLBACK_FAILED)) {
            return RolloutOutcome.ROLLBACK_INCOMPLETE;
        }
        boolean forward = hosts.stream().anyMatch(h -> h.outcome() == HostOutcome.COMMITTED);
        return forward ? RolloutOutcome.COMMITTED : RolloutOutcome.ROLLED_BACK;
    }
}
