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
     * @param decided a number that counts as held, although hosts may not have confirmed it
     */
    public Finding find(Collection<PlayHost> hosts, Set<String> limit, OptionalLong to, OptionalLong decided) {
        long began = gate.time().nanos();
        var scene = new Scene(context, settings, gate, listener, new Halt());
        List<HostRun> asked = hosts.stream()
                .filter(h -> limit.contains(h.name()))
                .map(h -> new HostRun(
                        scene, new Participant(h.name(), h.address(), Set.of(), Topology.empty(context), true)))
                .toList();
        var fanOut = new FanOut(settings.forks());
        Map<String, Contact> contacts = fanOut.bounded(
                asked,
                h -> open(scene, h.participant()),
                new Contact(Optional.empty(), new Told.Nothing(Faults.ended(), false)),
                _ -> false,
                scene.halt());
        long wanted = to.orElse(Math.max(newest(contacts.values()), decided.orElse(0)) - 1);
        Map<String, Told> told = fanOut.unbounded(asked, h -> ask(contact(contacts, h), wanted));
        return finding(hosts, limit, told, wanted, gate.time().since(began));
    }

    /** An open session, as long as there is one, and what was told in it. */
    private record Contact(Optional<Dialogue> dialogue, Told told) {}

    private static Contact contact(Map<String, Contact> contacts, HostRun host) {
        return Optional.ofNullable(contacts.get(host.name()))
                .orElseThrow(() -> new IllegalStateException(host.name() + " was not asked"));
    }

    private static long newest(Collection<Contact> contacts) {
        return contacts.stream()
                .flatMap(c -> generation(c.told()).stream())
                .max(Long::compare)
                .orElse(0L);
    }

    private Contact open(Scene scene, Participant participant) {
        scene.phase(participant.host(), RolloutEvent.Phase.CONNECTING);
        return switch (new Caller(scene, participant).call()) {
            case Caller.Call.Failed f -> new Contact(Optional.empty(), new Told.Nothing(f.why(), f.unreachable()));
            case Caller.Call.Connected c -> {
                Answer latest = ask(c.dialogue(), Long.MAX_VALUE);
                yield new Contact(
                        Optional.of(c.dialogue()),
                        latest instanceof Answer.Got(Reply.Recorded l)
                                ? new Told.Both(l, l)
                                : new Told.Nothing(Caller.whyNot(latest), false));
            }
        };
    }

    /** The second question, where the first was answered; ends the session. */
    private Told ask(Contact contact, long upTo) {
        Optional<Dialogue> dialogue = contact.dialogue();
        if (dialogue.isEmpty()) {
            return contact.told();
        }
        try {
            return contact.told() instanceof Told.Both b ? both(b.latest(), ask(dialogue.get(), upTo)) : contact.told();
        } finally {
            dialogue.get().end();
        }
    }

    private static Told both(Reply.Recorded latest, Answer wanted) {
        return wanted instanceof Answer.Got(Reply.Recorded w)
                ? new Told.Both(latest, w)
                : new Told.Nothing(Caller.whyNot(wanted), false);
    }

    private Answer ask(Dialogue dialogue, long upTo) {
        return dialogue.ask(
                new Request.AskGeneration(context, upTo), settings.timing().answer());
    }

    private static Optional<Long> generation(Told told) {
        return told instanceof Told.Both b ? b.latest().generation() : Optional.empty();
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
