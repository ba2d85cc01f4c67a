package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first barrier: from what every host answered to where the rollout goes. A pure function. */
final class Barrier {
    private final Participants participants;
    private final Map<String, Preparation> answers;
    private final List<Fault> warnings = new ArrayList<>();

    private Barrier(Participants participants, Map<String, Preparation> answers, Expected expected) {
        this.participants = participants;
        this.answers = SharedDirectory.refuse(asExpected(answers, expected));
    }

    /** @param answers of every participant */
    static Turn pass(
            Participants participants, Map<String, Preparation> answers, RolloutSettings settings, Expected expected) {
        return new Barrier(participants, answers, expected).turn(settings);
    }

    private static Map<String, Preparation> asExpected(Map<String, Preparation> answers, Expected expected) {
        Map<String, Preparation> result = new LinkedHashMap<>();
        answers.forEach((host, answer) -> result.put(
                host,
                answer instanceof Preparation.Ready(Reply.Prepared p, String instance)
                        ? expected.difference(host, p)
                                .<Preparation>map(f -> new Preparation.Refused(f, Optional.of(instance)))
                                .orElse(answer)
                        : answer));
        return result;
    }

    private Turn turn(RolloutSettings settings) {
        boolean check = settings.check();
        List<Member> before = Members.latest(prepared().values());
        warnings.addAll(Members.departed(participants, before));
        Map<String, HostEnd> failed = failures(Members.names(before));
        Map<String, HostEnd> skipped = skipped(failed.keySet());
        var hosts = new LinkedHashMap<>(prepared());
        hosts.keySet().removeAll(skipped.keySet());
        Batches batches = settings.pace().batches(taking(skipped.keySet()));
        boolean few = settings.onFailure().goesOn() || batches.tolerate(hosts.keySet());
        boolean tolerated = few && !check && !hosts.isEmpty() && areTolerable(failed.keySet());
        if ((!failed.isEmpty() && !tolerated) || anyNotAsked()) {
            return failed(failed);
        }
        skipped.putAll(failed);
        var plan = new CommitPlan(
                hosts,
                skipped,
                !failed.isEmpty(),
                generation(),
                Members.next(participants, before, hosts.keySet()),
                batches);
        warnings.addAll(OutsideLimit.warnings(participants, plan, before));
        if (check) {
            return settled(RolloutOutcome.CHECKED, HostOutcome.CHECKED, plan);
        }
        RolloutOutcome good = plan.partial() ? RolloutOutcome.PARTIAL : RolloutOutcome.UNCHANGED;
        return plan.isIdle() ? settled(good, HostOutcome.UNCHANGED, plan) : new Turn.Go(plan, warnings);
    }

    /** Who takes part. */
    private List<String> taking(Set<String> skipped) {
        return participants.inside().stream()
                .map(Participant::host)
                .filter(h -> !skipped.contains(h))
                .toList();
    }

    /** A host that is broken can be left out; a lock that somebody holds and an inventory that is wrong concern all. */
    private boolean areTolerable(Set<String> failed) {
        return failed.stream().map(this::answer).allMatch(a -> switch (a) {
            case Preparation.Refused r -> !Faults.CONCERN_ALL.contains(r.fault().code());
            case Preparation.Unreachable _ -> true;
            case Preparation.Ready _, Preparation.NotAsked _, Preparation.LockedOut _, Preparation.LockedBySelf _ ->
                false;
        });
    }

    private Turn failed(Map<String, HostEnd> failed) {
        var ends = new LinkedHashMap<String, HostEnd>();
        answers.keySet().forEach(host -> ends.put(host, HostEnd.good(HostOutcome.SKIPPED, generationOf(host))));
        ends.putAll(failed);
        boolean locked = answers.values().stream().anyMatch(a -> a instanceof Preparation.LockedOut);
        return new Turn.End(RolloutOutcome.FAILED, ends, locked, warnings);
    }

    private Turn settled(RolloutOutcome outcome, HostOutcome each, CommitPlan plan) {
        var ends = new LinkedHashMap<>(plan.skipped());
        plan.hosts().forEach((host, p) -> ends.put(host, HostEnd.good(each, p.generation())));
        return new Turn.End(outcome, ends, false, warnings);
    }

    /** What keeps the rollout from going on. A bystander that is not known to hold anything does not. */
    private Map<String, HostEnd> failures(Set<String> members) {
        var failed = new LinkedHashMap<String, HostEnd>();
        for (Participant p : participants.inside()) {
            boolean matters = !p.bystander() || members.contains(p.host());
            failure(answer(p.host()), matters).ifPresent(end -> failed.put(p.host(), end));
        }
        return failed;
    }

    private static Optional<HostEnd> failure(Preparation answer, boolean matters) {
        return switch (answer) {
            case Preparation.Ready _, Preparation.NotAsked _ -> Optional.empty();
            case Preparation.LockedOut l -> Optional.of(HostEnd.bad(HostOutcome.FAILED, Faults.lockedOut(l)));
            case Preparation.LockedBySelf _ -> Optional.of(HostEnd.bad(HostOutcome.FAILED, Faults.SAME_MACHINE));
            case Preparation.Refused r ->
                matters || r.fault().code().equals(Faults.SHARED_DIRECTORY)
                        ? Optional.of(HostEnd.bad(HostOutcome.FAILED, r.fault()))
                        : Optional.empty();
            case Preparation.Unreachable u ->
                matters ? Optional.of(HostEnd.bad(HostOutcome.UNREACHABLE, u.fault())) : Optional.empty();
        };
    }

    private Map<String, HostEnd> skipped(Set<String> failed) {
        var skipped = new LinkedHashMap<String, HostEnd>();
        for (Participant p : participants.inside()) {
            if (p.bystander() && !failed.contains(p.host())) {
                skip(p.host(), answer(p.host())).ifPresent(end -> skipped.put(p.host(), end));
            }
        }
        return skipped;
    }

    private Optional<HostEnd> skip(String host, Preparation answer) {
        return switch (answer) {
            case Preparation.Ready r ->
                holdsSomething(r.prepared())
                        ? Optional.empty()
                        : Optional.of(
                                HostEnd.good(HostOutcome.SKIPPED, r.prepared().generation()));
            case Preparation.Refused r -> Optional.of(skippedUnasked(host, r.fault()));
            case Preparation.Unreachable u -> Optional.of(skippedUnasked(host, u.fault()));
            case Preparation.NotAsked _, Preparation.LockedOut _, Preparation.LockedBySelf _ -> Optional.empty();
        };
    }

    private HostEnd skippedUnasked(String host, Fault why) {
        warnings.add(Faults.unaskedBystander(host, why));
        return HostEnd.good(HostOutcome.SKIPPED, Optional.empty());
    }

    /** A host that left: there is something to remove, or a last generation that is not empty. */
    private static boolean holdsSomething(Reply.Prepared p) {
        return !p.changes().isEmpty() || (p.generation().isPresent() && !p.confirmed());
    }

    private boolean anyNotAsked() {
        return answers.values().stream().anyMatch(a -> a instanceof Preparation.NotAsked);
    }

    private Map<String, Reply.Prepared> prepared() {
        var ready = new LinkedHashMap<String, Reply.Prepared>();
        for (Participant p : participants.inside()) {
            if (answer(p.host()) instanceof Preparation.Ready r) {
                ready.put(p.host(), r.prepared());
            }
        }
        return ready;
    }

    private Optional<Long> generationOf(String host) {
        return Optional.ofNullable(prepared().get(host)).flatMap(Reply.Prepared::generation);
    }

    /** One more than the highest that any host reports (rule 9). */
    private long generation() {
        return 1
                + prepared().values().stream()
                        .flatMap(p -> p.generation().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(0L);
    }

    private Preparation answer(String host) {
        return answers.getOrDefault(host, new Preparation.NotAsked());
    }

    /** Two hosts with one directory would write each other's state (rule 15). */
    private static final class SharedDirectory {
        static Map<String, Preparation> refuse(Map<String, Preparation> answers) {
            var byDirectory = new LinkedHashMap<String, Set<String>>();
            answers.forEach((host, answer) -> answer.directory()
                    .ifPresent(d -> byDirectory
                            .computeIfAbsent(d, _ -> new LinkedHashSet<>())
                            .add(host)));
            var result = new LinkedHashMap<>(answers);
            byDirectory.forEach((directory, hosts) -> {
                if (hosts.size() > 1) {
                    Fault fault = Faults.sharedDirectory(hosts);
                    hosts.forEach(h -> result.put(h, new Preparation.Refused(fault, Optional.of(directory))));
                }
            });
            return result;
        }
    }
}
