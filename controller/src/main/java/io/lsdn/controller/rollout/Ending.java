package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rollout ended, before it is put into words. Made by pure functions.
 *
 * @param warnings about the rollout as a whole
 */
record Ending(
        RolloutOutcome outcome, Map<String, HostEnd> hosts, List<Fault> warnings, boolean interrupted, boolean locked) {
    Ending {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        warnings = List.copyOf(warnings);
    }

    /**
     * At the first barrier.
     *
     * @param signalled a signal came; if everything was done by then it came too late
     */
    static Ending atBarrier(Turn.End end, boolean signalled) {
        boolean interrupted = signalled && end.outcome() == RolloutOutcome.FAILED;
        return new Ending(end.outcome(), end.hosts(), end.warnings(), interrupted, end.locked());
    }

    /**
     * After every host that stood was told to confirm.
     *
     * @param unconfirmed the hosts that stood, each with why it did not confirm, if so
     * @param fallen why the others fell out
     * @param undos how those were put back
     */
    static Ending confirmed(
            Turn.Go go, Map<String, Optional<Fault>> unconfirmed, Map<String, Fault> fallen, Map<String, Undo> undos) {
        CommitPlan plan = go.plan();
        var ends = new LinkedHashMap<>(plan.skipped());
        boolean complete = true;
        for (String host : plan.hosts().keySet()) {
            Optional<Fault> fault = unconfirmed.getOrDefault(host, Optional.empty());
            Undo undo = undos.getOrDefault(host, new Undo.Untouched());
            complete &= fault.isEmpty() && !(undo instanceof Undo.Incomplete);
            Optional<Fault> culprit = Optional.ofNullable(fallen.get(host));
            ends.put(
                    host,
                    culprit.map(_ -> undone(plan, host, undo, culprit, false))
                            .or(() -> fault.map(f -> lost(plan, f)))
                            .orElseGet(() -> confirmed(plan, host)));
        }
        RolloutOutcome all = plan.changesAny() ? RolloutOutcome.COMMITTED : RolloutOutcome.UNCHANGED;
        RolloutOutcome good = plan.partial() || !fallen.isEmpty() ? RolloutOutcome.PARTIAL : all;
        return new Ending(complete ? good : RolloutOutcome.ROLLBACK_INCOMPLETE, ends, go.warnings(), false, false);
    }

    private static HostEnd confirmed(CommitPlan plan, String host) {
        HostOutcome outcome = plan.changes(host) ? HostOutcome.COMMITTED : HostOutcome.UNCHANGED;
        return HostEnd.good(outcome, Optional.of(plan.generation()));
    }

    private static HostEnd lost(CommitPlan plan, Fault fault) {
        return HostEnd.bad(HostOutcome.ROLLBACK_FAILED, Faults.notConfirmed(plan.generation(), fault));
    }

    /** After the rollout turned round. */
    static Ending rolledBack(Turn.Go go, Setback setback, Map<String, Undo> undos) {
        CommitPlan plan = go.plan();
        var ends = new LinkedHashMap<>(plan.skipped());
        boolean touched = undos.values().stream().anyMatch(u -> !(u instanceof Undo.Untouched));
        boolean complete = undos.values().stream().noneMatch(u -> u instanceof Undo.Incomplete);
        for (String host : plan.hosts().keySet()) {
            Undo undo = undos.getOrDefault(host, new Undo.Untouched());
            Optional<Fault> culprit = Optional.ofNullable(setback.hosts().get(host));
            ends.put(host, undone(plan, host, undo, culprit, touched));
        }
        boolean kept = undos.values().stream().anyMatch(u -> u instanceof Undo.Kept);
        RolloutOutcome back = touched ? RolloutOutcome.ROLLED_BACK : RolloutOutcome.FAILED;
        RolloutOutcome good = kept ? RolloutOutcome.PARTIAL : back;
        var warnings = new ArrayList<>(go.warnings());
        warnings.addAll(setback.general());
        return new Ending(
                complete ? good : RolloutOutcome.ROLLBACK_INCOMPLETE, ends, warnings, setback.interrupted(), false);
    }

    private static HostEnd undone(
            CommitPlan plan, String host, Undo undo, Optional<Fault> culprit, boolean anyTouched) {
        Optional<Long> generation = plan.generationBefore(host);
        return switch (undo) {
            case Undo.Reverted r ->
                new HostEnd(HostOutcome.FAILED, generation, Optional.of(culprit.orElse(r.why())), List.of());
            case Undo.Kept k ->
                new HostEnd(HostOutcome.FAILED, generation, Optional.of(Faults.kept(k.why())), List.of());
            case Undo.Undone _ -> new HostEnd(HostOutcome.ROLLED_BACK, generation, culprit, List.of());
            case Undo.Incomplete i ->
                new HostEnd(
                        HostOutcome.ROLLBACK_FAILED, generation, Optional.of(Faults.after(culprit, i.why())), i.left());
            case Undo.Untouched _ ->
                new HostEnd(untouched(plan.changes(host), culprit, anyTouched), generation, culprit, List.of());
        };
    }

    /** Where others were changed, a host whose changes never began is back where it was, like those whose did. */
    private static HostOutcome untouched(boolean changes, Optional<Fault> culprit, boolean anyTouched) {
        if (culprit.isPresent()) {
            return HostOutcome.FAILED;
        } else if (!changes) {
            return HostOutcome.UNCHANGED;
        }
        return anyTouched ? HostOutcome.ROLLED_BACK : HostOutcome.SKIPPED;
    }
}
