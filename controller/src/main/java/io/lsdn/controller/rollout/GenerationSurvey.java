package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Member;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/**
 * Asks hosts what they held once, and makes a rollout of it (transaction.md, rule 9): each host gets its newest generation up to a
 * number, or nothing if it never had one. Takes no lock and changes nothing.
 */
public final class GenerationSurvey {
    private final String context;
    private final RolloutSettings settings;
    private final HostGate gate;
    private final RolloutListener listener;

    public GenerationSurvey(String context, RolloutSettings settings, HostGate gate, RolloutListener listener) {
        this.context = context;
        this.settings = settings;
        this.gate = gate;
        this.listener = listener;
    }

    /** What there is to go back to. */
    public sealed interface Finding {
        /**
         * @param generation the number that was asked for, or found to be the previous one
         * @param expected each host's generation now
         */
        record Past(long generation, Participants participants, Expected expected) implements Finding {}

        /** No host has a generation up to that number. */
        record NoPast(long generation) implements Finding {}

        /** A host that matters could not tell. */
        record Failed(RolloutResult result) implements Finding {}
    }

    /** What a host told. */
    private sealed interface Told {
        record Both(Reply.Recorded latest, Reply.Recorded wanted) implements Told {}

        record Nothing(Fault why, boolean unreachable) implements Told {}
    }

    /**
     * @param hosts all of the inventory
     * @param limit the names of those that may be contacted
     * @param to the number; empty for the one before the newest that any host has
     * @param ceiling a number that the newest counts as at most, whatever hosts have
     */
    public Finding find(Collection<PlayHost> hosts, Set<String> limit, OptionalLong to, OptionalLong ceiling) {
        long began = System.nanoTime();
        List<PlayHost> asked =
                hosts.stream().filter(h -> limit.contains(h.name())).toList();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("heartbeats").factory())) {
            var scene = new Scene(context, settings, gate, listener, clock, new Halt());
            long wanted = to.isPresent() ? to.getAsLong() : previous(scene, asked, ceiling);
            Map<String, Told> told = ask(scene, asked, wanted);
            return finding(hosts, limit, told, wanted, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private long previous(Scene scene, List<PlayHost> asked, OptionalLong ceiling) {
        long newest = ask(scene, asked, Long.MAX_VALUE).values().stream()
                .flatMap(t -> generation(t).stream())
                .max(Long::compare)
                .orElse(0L);
        return Math.min(newest, ceiling.orElse(Long.MAX_VALUE)) - 1;
    }

    private static Optional<Long> generation(Told told) {
        return told instanceof Told.Both b ? b.latest().generation() : Optional.empty();
    }

    private Map<String, Told> ask(Scene scene, List<PlayHost> hosts, long upTo) {
        List<HostRun> runs = hosts.stream()
                .map(h -> new HostRun(
                        scene, new Participant(h.name(), h.address(), Set.of(), Topology.empty(context), true)))
                .toList();
        return new FanOut(settings.forks())
                .bounded(
                        runs,
                        h -> ask(scene, h.participant(), upTo),
                        new Told.Nothing(Faults.ended(), false),
                        _ -> false,
                        scene.halt());
    }

    private static Told ask(Scene scene, Participant participant, long upTo) {
        scene.phase(participant.host(), RolloutEvent.Phase.CONNECTING);
        return switch (new Caller(scene, participant).call()) {
            case Caller.Call.Failed f -> new Told.Nothing(f.why(), f.unreachable());
            case Caller.Call.Connected c -> {
                try {
                    yield ask(scene, c.dialogue(), upTo);
                } finally {
                    c.dialogue().end();
                }
            }
        };
    }

    private static Told ask(Scene scene, Dialogue dialogue, long upTo) {
        Duration patience = scene.timing().answer();
        Answer latest = dialogue.ask(new Request.AskGeneration(scene.context(), Long.MAX_VALUE), patience);
        if (!(latest instanceof Answer.Got(Reply.Recorded l))) {
            return new Told.Nothing(Caller.whyNot(latest), false);
        }
        Answer wanted = dialogue.ask(new Request.AskGeneration(scene.context(), upTo), patience);
        return wanted instanceof Answer.Got(Reply.Recorded w)
                ? new Told.Both(l, w)
                : new Told.Nothing(Caller.whyNot(wanted), false);
    }

    private Finding finding(
            Collection<PlayHost> hosts, Set<String> limit, Map<String, Told> told, long wanted, Duration took) {
        Map<String, Member> members = members(told.values());
        boolean failed = told.entrySet().stream()
                .anyMatch(e -> e.getValue() instanceof Told.Nothing n && matters(n, members.containsKey(e.getKey())));
        if (failed) {
            return new Finding.Failed(failure(told, members.keySet(), took));
        }
        boolean any = told.values().stream()
                .anyMatch(
                        t -> t instanceof Told.Both b && b.wanted().generation().isPresent());
        if (!any) {
            return new Finding.NoPast(wanted);
        }
        var sights = new LinkedHashMap<String, Expected.Sight>();
        told.forEach((host, t) -> {
            if (t instanceof Told.Both b) {
                sights.put(host, new Expected.Sight(b.latest().generation(), Optional.empty()));
            }
        });
        return new Finding.Past(wanted, participants(hosts, limit, told, members), new Expected(sights));
    }

    /** One that is not known to hold anything, and is not even there, is no reason to stop. */
    private static boolean matters(Told.Nothing told, boolean member) {
        return member || !told.unreachable();
    }

    private static Map<String, Member> members(Collection<Told> told) {
        long newest = told.stream()
                .flatMap(t -> generation(t).stream())
                .max(Long::compare)
                .orElse(0L);
        return told.stream()
                .filter(t -> generation(t).filter(g -> g == newest).isPresent())
                .flatMap(t -> t instanceof Told.Both b ? b.latest().members().stream() : java.util.stream.Stream.of())
                .collect(Collectors.toMap(Member::host, m -> m, (a, _) -> a, LinkedHashMap::new));
    }

    private Participants participants(
            Collection<PlayHost> hosts, Set<String> limit, Map<String, Told> told, Map<String, Member> members) {
        var inside = new ArrayList<Participant>();
        var outside = new ArrayList<Participant>();
        for (PlayHost h : hosts) {
            if (limit.contains(h.name())) {
                inside.add(participant(h, Optional.ofNullable(told.get(h.name()))));
            } else {
                Optional.ofNullable(members.get(h.name()))
                        .map(m -> new Participant(h.name(), h.address(), m.physes(), Topology.empty(context), false))
                        .ifPresent(outside::add);
            }
        }
        Set<String> inventory = hosts.stream().map(PlayHost::name).collect(Collectors.toSet());
        return new Participants(Topology.empty(context), inside, outside, inventory, List.of());
    }

    private Participant participant(PlayHost h, Optional<Told> told) {
        if (told.isPresent()
                && told.get() instanceof Told.Both b
                && b.wanted().generation().isPresent()) {
            return new Participant(
                    h.name(), h.address(), b.wanted().claimed(), b.wanted().slice(), false);
        }
        return new Participant(h.name(), h.address(), Set.of(), Topology.empty(context), true);
    }

    private RolloutResult failure(Map<String, Told> told, Set<String> members, Duration took) {
        var results = new LinkedHashMap<String, HostResult>();
        told.forEach((host, t) -> {
            HostEnd end = switch (t) {
                case Told.Both b -> HostEnd.good(HostOutcome.SKIPPED, b.latest().generation());
                case Told.Nothing n ->
                    matters(n, members.contains(host))
                            ? HostEnd.bad(n.unreachable() ? HostOutcome.UNREACHABLE : HostOutcome.FAILED, n.why())
                            : HostEnd.good(HostOutcome.SKIPPED, Optional.empty());
            };
            results.put(host, HostResult.unprepared(host, end, took));
        });
        return new RolloutResult(
                settings.holder().rollout(), context, RolloutOutcome.FAILED, took, results, List.of(), false, false);
    }
}
