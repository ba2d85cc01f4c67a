package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code --limit} leaves undone (rule 11). A host that is not contacted can not say what it holds, so it is named if it
 * carries a net that changes on a host that is.
 */
final class OutsideLimit {
    private OutsideLimit() {}

    static List<Fault> warnings(Participants participants, CommitPlan plan) {
        Set<String> changing = participants.inside().stream()
                .filter(p -> plan.changes(p.host()))
                .flatMap(p -> p.slice().nets().keySet().stream())
                .collect(Collectors.toSet());
        return participants.outside().stream()
                .filter(p -> p.slice().nets().keySet().stream().anyMatch(changing::contains))
                .map(p -> Faults.outsideLimit(
                        p.host(),
                        p.slice().nets().keySet().stream()
                                .filter(changing::contains)
                                .toList()))
                .toList();
    }
}
