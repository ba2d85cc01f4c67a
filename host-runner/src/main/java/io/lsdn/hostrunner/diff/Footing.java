package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a state can be there now: whatever needs an interface of others that is gone is left out, with all that stands on
 * it. Pure.
 *
 * @param missing those interfaces
 */
public record Footing(KernelState state, List<String> missing) {
    public Footing {
        missing = List.copyOf(missing);
    }

    public static Footing of(Collection<KernelObject> wanted, Observation actual) {
        List<KernelObject> standing = new ArrayList<>(wanted);
        var missing = new TreeSet<String>();
        for (int before = -1; before != standing.size(); ) {
            before = standing.size();
            Set<String> there = new HashSet<>(links(standing));
            there.addAll(actual.links().keySet());
            standing.removeIf(o -> {
                List<String> gone = needs(o).filter(l -> !there.contains(l)).toList();
                missing.addAll(gone);
                return !gone.isEmpty();
            });
        }
        missing.removeAll(links(wanted));
        return new Footing(KernelState.of(standing), List.copyOf(missing));
    }

    private static Set<String> links(Collection<KernelObject> objects) {
        return objects.stream()
                .filter(Link.class::isInstance)
                .map(o -> ((Link) o).name())
                .collect(Collectors.toSet());
    }

    private static Stream<String> needs(KernelObject o) {
        return switch (o) {
            case Link l -> below(l.kind()).stream();
            case LinkSetting.Master m -> Stream.of(m.link(), m.bridge());
            case LinkSetting s -> Stream.of(s.link());
            case FdbEntry e -> Stream.of(e.link());
            case Qdisc q -> Stream.of(q.link());
            case Filter f ->
                Stream.concat(
                        Stream.concat(on(f.place()).stream(), from(f.match()).stream()),
                        f.actions().stream().flatMap(a -> to(a).stream()));
        };
    }

    private static Optional<String> below(LinkKind kind) {
        return switch (kind) {
            case LinkKind.Vlan v -> Optional.of(v.parent());
            case LinkKind.Vxlan v -> v.dev();
            case LinkKind.Bridge _,
                    LinkKind.VxlanExternal _,
                    LinkKind.Geneve _,
                    LinkKind.GeneveExternal _,
                    LinkKind.Veth _ -> Optional.empty();
        };
    }

    private static Optional<String> on(Filter.Site place) {
        return switch (place) {
            case Filter.Ingress(String link) -> Optional.of(link);
            case Filter.Egress(String link) -> Optional.of(link);
            case Filter.Block _ -> Optional.empty();
        };
    }

    private static Optional<String> from(Match match) {
        return match instanceof Match.Flower f ? f.indev() : Optional.empty();
    }

    private static Optional<String> to(Action action) {
        return switch (action) {
            case Action.Mirror(String link) -> Optional.of(link);
            case Action.Redirect(String link) -> Optional.of(link);
            case Action.TunnelKeySet _,
                    Action.SetMark _,
                    Action.TunnelKeyUnset _,
                    Action.Drop _,
                    Action.Pass _,
                    Action.Continue _,
                    Action.GotoChain _ -> Optional.empty();
        };
    }
}
