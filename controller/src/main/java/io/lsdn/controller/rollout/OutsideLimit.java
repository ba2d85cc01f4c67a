package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code --limit} leaves undone (rule 11): the hosts outside of it that would change too. A host that is not contacted can not say
 * what it holds, but each generation records a digest of it for every member. Where that is missing, a host is named if it carries a
 * net that changes on a host that is contacted.
 */
final class OutsideLimit {
    private final Map<String, Member> before;
    private final Set<String> changing;

    private OutsideLimit(Participants participants, CommitPlan plan, Collection<Member> before) {
        this.before = before.stream().collect(Collectors.toMap(Member::host, m -> m, (a, _) -> a));
        this.changing = participants.inside().stream()
                .filter(p -> plan.changes(p.host()))
                .flatMap(p -> p.slice().nets().keySet().stream())
                .collect(Collectors.toSet());
    }

    /** @param before the members of the newest generation that was found */
    static List<Fault> warnings(Participants participants, CommitPlan plan, Collection<Member> before) {
        var outside = new OutsideLimit(participants, plan, before);
        return Stream.concat(
                        participants.outside().stream()
                                .filter(outside::wouldChange)
                                .map(Participant::host),
                        outside.leavers(participants))
                .map(Faults::outsideLimit)
                .toList();
    }

    private boolean wouldChange(Participant p) {
        Optional<Member> member = Optional.ofNullable(before.get(p.host()));
        if (member.isEmpty()) {
            return !p.slice().nets().isEmpty();
        }
        return member.get()
                .digest()
                .map(held -> !held.equals(p.digest()))
                .orElseGet(() -> p.slice().nets().keySet().stream().anyMatch(changing::contains));
    }

    /** They hold something, claim nothing any more, and would be emptied. */
    private Stream<String> leavers(Participants participants) {
        Set<String> present = Stream.concat(participants.inside().stream(), participants.outside().stream())
                .map(Participant::host)
                .collect(Collectors.toSet());
        return before.keySet().stream()
                .filter(participants.inventory()::contains)
                .filter(h -> !present.contains(h))
                .sorted();
    }
}
