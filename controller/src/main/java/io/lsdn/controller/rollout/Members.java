package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who held the context in the last generation, and who will. */
final class Members {
    private Members() {}

    /** The members of the newest generation that any host reports, each once. */
    static List<Member> latest(Collection<Reply.Prepared> prepared) {
        Optional<Long> newest =
                prepared.stream().flatMap(p -> p.generation().stream()).max(Comparator.naturalOrder());
        Map<String, Member> byHost = new LinkedHashMap<>();
        prepared.stream()
                .filter(p -> newest.isPresent() && p.generation().equals(newest))
                .flatMap(p -> p.members().stream())
                .forEach(m -> byHost.putIfAbsent(m.host(), m));
        return new ArrayList<>(byHost.values());
    }

    static Set<String> names(List<Member> members) {
        return members.stream().map(Member::host).collect(Collectors.toUnmodifiableSet());
    }

    /** All claimants, also those that a limit leaves out; who left holds nothing any more. */
    static List<Member> next(Participants participants) {
        return Stream.concat(participants.inside().stream(), participants.outside().stream())
                .filter(p -> !p.claims().isEmpty())
                .map(Participant::member)
                .toList();
    }

    /** A warning for each member that the inventory does not know any more. */
    static List<Fault> departed(Participants participants, List<Member> before) {
        return before.stream()
                .filter(m -> !participants.inventory().contains(m.host()))
                .map(m -> Faults.departed(m, participants.topology().context()))
                .toList();
    }
}
