package io.lsdn.hostrunner.diff;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Qdisc;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The clsacts that filters hang on, as they are and as they should be. A clsact can not be changed: one with another block is
 * another, and what hung on the old one goes with it.
 */
final class Hooks {
    private final String context;
    private final KernelState actual;
    private final Map<String, Qdisc.Clsact> is;
    private final Map<String, Qdisc.Clsact> wanted;
    private final Set<Filter.Site> exchanged = new LinkedHashSet<>();
    private final Set<Filter.Site> later = new LinkedHashSet<>();

    Hooks(String context, KernelState desired, KernelState actual) {
        this.context = context;
        this.actual = actual;
        this.is = clsacts(actual);
        this.wanted = clsacts(desired);
        Set<Filter.Site> before = places(is);
        Set<Filter.Site> after = places(wanted);
        wanted.forEach((link, clsact) -> {
            Qdisc.Clsact old = is.get(link);
            if (old != null && !old.equals(clsact)) {
                exchanged(link, old, after);
                comesLater(link, clsact, before);
            }
        });
        wanted.forEach((link, clsact) -> {
            if (!is.containsKey(link)) {
                later.remove(ingress(link, clsact));
                later.remove(egress(link, clsact));
            }
        });
    }

    private void exchanged(String link, Qdisc.Clsact old, Set<Filter.Site> after) {
        for (Filter.Site place : List.of(ingress(link, old), egress(link, old))) {
            if (!(place instanceof Filter.Block) || !after.contains(place)) {
                exchanged.add(place);
            }
        }
    }

    private void comesLater(String link, Qdisc.Clsact clsact, Set<Filter.Site> before) {
        for (Filter.Site place : List.of(ingress(link, clsact), egress(link, clsact))) {
            if (!(place instanceof Filter.Block) || !before.contains(place)) {
                later.add(place);
            }
        }
    }

    private static Map<String, Qdisc.Clsact> clsacts(KernelState state) {
        var clsacts = new HashMap<String, Qdisc.Clsact>();
        for (KernelObject o : state.objects().values()) {
            if (o instanceof Qdisc(String link, Qdisc.Clsact clsact)) {
                clsacts.put(link, clsact);
            }
        }
        return clsacts;
    }

    private static Set<Filter.Site> places(Map<String, Qdisc.Clsact> clsacts) {
        var places = new LinkedHashSet<Filter.Site>();
        clsacts.forEach((link, clsact) -> {
            places.add(ingress(link, clsact));
            places.add(egress(link, clsact));
        });
        return places;
    }

    private static Filter.Site ingress(String link, Qdisc.Clsact clsact) {
        return clsact.ingressBlock().<Filter.Site>map(Filter.Block::new).orElseGet(() -> new Filter.Ingress(link));
    }

    private static Filter.Site egress(String link, Qdisc.Clsact clsact) {
        return clsact.egressBlock().<Filter.Site>map(Filter.Block::new).orElseGet(() -> new Filter.Egress(link));
    }

    /** The places that go because their hook makes room for another. */
    Set<Filter.Site> exchanged() {
        return exchanged;
    }

    /** Whether what is at a place now goes with its hook. */
    boolean wentWithHook(Filter.Site place) {
        return exchanged.contains(place);
    }

    /** Whether a place is only there when a hook made room for another. */
    boolean isNew(Filter.Site place) {
        return later.contains(place);
    }

    /**
     * Whether a qdisc on an interface of others is ours to remove: a shaper by its handle, a clsact if what hangs on it is ours
     * and nobody else's.
     */
    boolean isOurs(Qdisc qdisc) {
        return switch (qdisc.kind()) {
            case Qdisc.Tbf tbf -> tbf.handle().equals(Optional.of(Mark.handle(context)));
            case Qdisc.Other _ -> false;
            case Qdisc.Clsact _ -> filters(qdisc).anyMatch(f -> isOurs(context, f)) && !hasOthers(qdisc);
        };
    }

    /** Whether anything hangs on a clsact that is not ours. */
    boolean hasOthers(Qdisc qdisc) {
        return filters(qdisc).anyMatch(f -> !isOurs(context, f));
    }

    private Stream<Filter> filters(Qdisc qdisc) {
        if (!(qdisc.kind() instanceof Qdisc.Clsact clsact)) {
            return Stream.empty();
        }
        List<Filter.Site> places = List.of(ingress(qdisc.link(), clsact), egress(qdisc.link(), clsact));
        return actual.objects().values().stream()
                .filter(Filter.class::isInstance)
                .map(Filter.class::cast)
                .filter(f -> places.contains(f.place()));
    }

    /** By its cookie. */
    static boolean isOurs(String context, Filter filter) {
        return Mark.ofCookie(filter.cookie()).filter(context::equals).isPresent();
    }
}
