package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Stage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is committed, once every host is prepared.
 *
 * @param hosts what each host of the play answered
 * @param skipped bystanders that hold nothing, with the reason where one could not be asked, and hosts whose failure is tolerated
 * @param partial whether there are such failures
 * @param generation the number that every host of the play will record
 * @param members who holds the context then
 * @param batches who is changed when
 */
record CommitPlan(
        Map<String, Reply.Prepared> hosts,
        Map<String, HostEnd> skipped,
        boolean partial,
        long generation,
        List<Member> members,
        Batches batches) {
    CommitPlan {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
        members = List.copyOf(members);
    }

    /** With what a host answers now. */
    CommitPlan with(String host, Reply.Prepared answer) {
        var now = new LinkedHashMap<>(hosts);
        now.put(host, answer);
        return new CommitPlan(now, skipped, partial, generation, members, batches);
    }

    /** The hosts that have something to do in a stage. */
    Set<String> workOf(Stage stage) {
        var names = new LinkedHashSet<String>();
        hosts.forEach((host, prepared) -> {
            if (prepared.changes().stream().anyMatch(c -> c.stage() == stage)) {
                names.add(host);
            }
        });
        return names;
    }

    boolean changes(String host) {
        return Optional.ofNullable(hosts.get(host))
                .filter(p -> !p.changes().isEmpty())
                .isPresent();
    }

    /** Whether any kernel is changed; if not, only files are. */
    boolean changesAny() {
        return hosts.keySet().stream().anyMatch(this::changes);
    }

    /** Whether nothing would be different afterwards, not even on disk. */
    boolean isIdle() {
        return hosts.values().stream().allMatch(p -> p.changes().isEmpty() && p.confirmed());
    }

    Optional<Long> generationBefore(String host) {
        return Optional.ofNullable(hosts.get(host)).flatMap(Reply.Prepared::generation);
    }
}
