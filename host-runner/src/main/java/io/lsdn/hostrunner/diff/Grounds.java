package io.lsdn.hostrunner.diff;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.wire.Stage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What filters stand on, and when it comes anew: the clsact of a link, and the blocks, each of which lives as long as some
 * clsact leads to it. With a ground that goes, all its filters go, so they are taken away and made again around it.
 */
final class Grounds {
    /** Links that are made in this plan, with the stage. */
    private final Map<String, Stage> rebuilt;

    private final KernelState desired;
    private final KernelState actual;
    private final Map<Integer, Holders> blocks = new HashMap<>();
    private final Map<Filter.Site, Optional<Stage>> renewed = new HashMap<>();

    /** The links that lead to a block, before and after. */
    private static final class Holders {
        private final Set<String> before = new HashSet<>();
        private final Set<String> after = new HashSet<>();
    }

    Grounds(KernelState desired, KernelState actual, Map<String, Stage> rebuilt) {
        this.desired = desired;
        this.actual = actual;
        this.rebuilt = rebuilt;
        actual.objects()
                .values()
                .forEach(o ->
                        block(o).ifPresent(b -> holders(b).before.add(o.key().site())));
        desired.objects()
                .values()
                .forEach(o ->
                        block(o).ifPresent(b -> holders(b).after.add(o.key().site())));
    }

    private Holders holders(int block) {
        return blocks.computeIfAbsent(block, _ -> new Holders());
    }

    private static Optional<Integer> block(KernelObject o) {
        return o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact c
                ? c.ingressBlock().or(c::egressBlock)
                : Optional.empty();
    }

    /**
     * The stage in which what is at the place now goes, and what should be there comes; empty if the ground stays. Asked when
     * the links of the plan are known: what was found out once for a place is so for all its filters.
     */
    Optional<Stage> renewed(Filter.Site place) {
        return renewed.computeIfAbsent(place, this::find);
    }

    private Optional<Stage> find(Filter.Site place) {
        return switch (place) {
            case Filter.Ingress(String link) -> hookRenewed(link);
            case Filter.Egress(String link) -> hookRenewed(link);
            case Filter.Block(int number) -> blockRenewed(holders(number));
        };
    }

    private Optional<Stage> hookRenewed(String link) {
        if (rebuilt.containsKey(link)) {
            return Optional.of(rebuilt.get(link));
        }
        var key = new ObjectKey.OfQdisc(link, Qdisc.Parent.CLSACT);
        Optional<KernelObject> after = desired.get(key);
        Optional<KernelObject> before = actual.get(key);
        if (after.isEmpty() || after.equals(before)) {
            return Optional.empty();
        }
        return Optional.of(before.isEmpty() ? Stage.MAKE : Stage.SWITCH);
    }

    private Optional<Stage> blockRenewed(Holders holders) {
        if (holders.before.isEmpty()) {
            return holders.after.stream().flatMap(l -> hookRenewed(l).stream()).min(Stage::compareTo);
        }
        boolean isHeldAtSwitch = holders.before.stream().anyMatch(this::holdsUntilBreak)
                || holders.after.stream().anyMatch(l -> hookRenewed(l).equals(Optional.of(Stage.MAKE)));
        return isHeldAtSwitch ? Optional.empty() : Optional.of(Stage.SWITCH);
    }

    private boolean holdsUntilBreak(String link) {
        return hookRenewed(link).isEmpty();
    }

    /** Whether a filter leads to a link that another one takes the place of, so that it has to be told anew. */
    boolean leadsToRebuilt(Filter filter) {
        return leadsTo(filter, link -> rebuilt.get(link) == Stage.SWITCH);
    }

    /** Whether what a filter is about, or where it sends frames, is such a link. */
    static boolean leadsTo(Filter filter, Predicate<String> link) {
        boolean from = filter.match() instanceof Match.Flower f
                && f.indev().filter(link).isPresent();
        return from || filter.actions().stream().anyMatch(a -> leadsTo(a, link));
    }

    private static boolean leadsTo(Action action, Predicate<String> link) {
        return switch (action) {
            case Action.Mirror(String to) -> link.test(to);
            case Action.Redirect(String to) -> link.test(to);
            case Action.TunnelKeySet _,
                    Action.SetMark _,
                    Action.TunnelKeyUnset _,
                    Action.Drop _,
                    Action.Pass _,
                    Action.Continue _,
                    Action.GotoChain _ -> false;
        };
    }
}
