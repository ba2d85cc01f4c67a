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

    /**
     * All claimants, also those that a limit leaves out; who left holds nothing any more. Who is not written goes on to hold what
     * it held.
     *
     * @param before the members so far
     * @param written the names of those that will hold what they should
     */
    static List<Member> next(Participants participants, Collection<Member> before, Set<String> written) {
        return Stream.concat(participants.inside().stream(), participants.outside().stream())
                .filter(p -> !p.claims().isEmpty())
                .map(p -> written.contains(p.host()) ? p.member() : unwritten(p, before))
                .toList();
    }

    private static Member unwritten(Participant p, Collection<Member> before) {
        Optional<String> held = before.stream()
                .filter(m -> m.host().equals(p.host()))
                .findFirst()
                .flatMap(Member::digest);
        return new Member(p.host(), p.claims(), p.address(), held);
    }

    /** With those that fell out: what they hold then is not looked into. */
    static List<Member> without(Collection<String> fallen, List<Member> members) {
        return members.stream()
                .map(m -> fallen.contains(m.host()) ? new Member(m.host(), m.physes(), m.address()) : m)
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
