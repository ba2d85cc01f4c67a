package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Qdisc;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of the kernel's objects is a context's own, by its marks: links by alias, with all that stands on them; filters by
 * cookie; blocks by the filters in them; on others' interfaces, a clsact that leads to such a block or holds such filters only, and
 * a shaper by its handle.
 */
final class Ownership {
    private final String context;
    private final Set<String> links = new HashSet<>();
    private final Set<Integer> blocks = new HashSet<>();
    private final Set<String> marked = new HashSet<>();
    private final Set<String> shared = new HashSet<>();

    Ownership(String context, KernelState desired, Observation actual) {
        this.context = context;
        for (LinkFacts link : actual.links().values()) {
            if (link.alias()
                    .flatMap(Mark::ofAlias)
                    .filter(m -> m.context().equals(context))
                    .isPresent()) {
                links.add(link.name());
            }
        }
        Stream.concat(desired.objects().values().stream(), actual.state().objects().values().stream())
                .forEach(o -> filter(o, desired));
        actual.state().objects().values().forEach(this::emptyBlock);
    }

    /** One without our mark in the place of one that we want is ours, changed by somebody: drift, and no clash. */
    private void filter(KernelObject o, KernelState desired) {
        if (o instanceof Filter f) {
            if (!isMarked(context, f) && !desired.objects().containsKey(f.key())) {
                shared.add(f.place().owner());
            } else if (f.place() instanceof Filter.Block(int number)) {
                blocks.add(number);
            } else {
                marked.add(f.place().owner());
            }
        }
    }

    /** A block in our range without any filter: left by one of us who was stopped. */
    private void emptyBlock(KernelObject o) {
        if (o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact clsact) {
            clsact.ingressBlock()
                    .filter(b -> b >= Filter.Block.FIRST_OF_OURS && !shared.contains(new Filter.Block(b).owner()))
                    .ifPresent(blocks::add);
        }
    }

    /** By its cookie. */
    static boolean isMarked(String context, Filter f) {
        return Mark.ofCookie(f.cookie()).equals(Optional.of(context));
    }

    boolean ofLink(String name) {
        return links.contains(name);
    }

    boolean of(Filter f) {
        return switch (f.place()) {
            case Filter.Block(int number) -> blocks.contains(number);
            case Filter.Ingress(String link) -> ofLink(link) || isMarked(context, f);
            case Filter.Egress(String link) -> ofLink(link) || isMarked(context, f);
        };
    }

    boolean of(Qdisc q) {
        return ofLink(q.link())
                || switch (q.kind()) {
                    case Qdisc.Clsact(Optional<Integer> ingress, Optional<Integer> egress) ->
                        ingress.or(() -> egress).map(blocks::contains).orElseGet(() -> isOurHook(q.link()));
                    case Qdisc.Tbf tbf -> tbf.handle().equals(Optional.of(Mark.handle(context)));
                    case Qdisc.Other _ -> false;
                };
    }

    /** On another's interface, one in which nobody else has a filter. */
    private boolean isOurHook(String link) {
        return marked.contains(link) && !shared.contains(link);
    }

    /** Whether a clsact on another's interface has filters that are not ours. */
    boolean hasOthers(Qdisc q) {
        return q.kind() instanceof Qdisc.Clsact(Optional<Integer> ingress, Optional<Integer> egress)
                && (shared.contains(q.link())
                        || ingress.or(() -> egress)
                                .filter(b -> !blocks.contains(b) && shared.contains(new Filter.Block(b).owner()))
                                .isPresent());
    }
}
