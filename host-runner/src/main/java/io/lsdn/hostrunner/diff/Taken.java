package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.wire.Fault;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A link that a model needs and that somebody else uses: what we would make or take must be free, or ours already. What others
 * hang on an interface of theirs stays; where both can not be, ours does not come. Pure.
 *
 * @param link its name
 * @param why it is not to be had
 */
public record Taken(String link, Fault why) {
    /** All of them, in the order of the model. */
    public static List<Taken> find(Topology slice, Set<String> claimed, KernelState desired, Observation actual) {
        var search = new Search(slice, claimed, actual, new Ownership(slice.context(), desired, actual));
        for (Net net : slice.nets().values()) {
            if (!slice.settingsOf(net).learns()) {
                net.virts().values().stream()
                        .filter(v -> claimed.contains(v.phys()))
                        .map(Virt::interfaceName)
                        .flatMap(Optional::stream)
                        .forEach(search::inNoBridge);
            }
        }
        desired.objects().values().forEach(search::object);
        return List.copyOf(search.found);
    }

    private static final class Search {
        private final Topology slice;
        private final Set<String> claimed;
        private final Observation actual;
        private final Ownership ours;
        private final Set<Taken> found = new LinkedHashSet<>();

        Search(Topology slice, Set<String> claimed, Observation actual, Ownership ours) {
            this.slice = slice;
            this.claimed = claimed;
            this.actual = actual;
            this.ours = ours;
        }

        void object(KernelObject wanted) {
            switch (wanted) {
                case Link l -> link(l);
                case LinkSetting.Master m -> inNoBridge(m.link());
                case Qdisc q -> qdisc(q);
                default -> {}
            }
        }

        private void error(String link, String code, String message, String hint) {
            found.add(new Taken(link, new Fault(code, message, hint)));
        }

        private boolean isOurs(String link) {
            return mark(link).filter(m -> m.context().equals(slice.context())).isPresent();
        }

        private Optional<Mark> mark(String link) {
            return actual.link(link).flatMap(LinkFacts::alias).flatMap(Mark::ofAlias);
        }

        private void link(Link wanted) {
            if (actual.link(wanted.name()).isPresent() && !isOurs(wanted.name())) {
                error(
                        wanted.name(),
                        "name-clash",
                        "link " + wanted.name() + " exists and is not ours" + owner(wanted.name()),
                        "rename or remove it: 'ip link show " + wanted.name() + "'");
            }
        }

        /** But perhaps in one of ours. */
        private void inNoBridge(String link) {
            actual.link(link).flatMap(LinkFacts::master).ifPresent(master -> {
                if (!isOurs(master)) {
                    error(
                            link,
                            "master-clash",
                            "interface " + link + " already belongs to " + master + owner(master),
                            "take it out first: 'ip link set " + link + " nomaster'");
                }
            });
        }

        private void qdisc(Qdisc wanted) {
            Optional<Qdisc> is = actual.state().get(wanted.key()).map(Qdisc.class::cast);
            if (is.isEmpty() || isOurs(wanted.link())) {
                return;
            }
            String link = wanted.link();
            switch (is.get().kind()) {
                case Qdisc.Clsact _ -> {
                    if (ours.hasOthers(is.get())) {
                        hook(link);
                    }
                }
                case Qdisc.Tbf t -> {
                    if (!t.handle().equals(Optional.of(Mark.handle(slice.context())))) {
                        root(link, "tbf");
                    }
                }
                case Qdisc.Other other -> {
                    if (other.isIngress()) {
                        hook(link);
                    } else {
                        root(link, other.word());
                    }
                }
            }
        }

        private void hook(String link) {
            if (!Presence.isUnderlay(slice, claimed, link)) {
                error(
                        link,
                        "qdisc-clash",
                        "interface " + link + " has tc filters that are not ours, where ours belong",
                        "see them with 'tc filter show dev " + link + " ingress' (and egress), and remove them");
            }
        }

        private void root(String link, String word) {
            error(
                    link,
                    "qdisc-clash",
                    "interface " + link + " has the qdisc " + word
                            + ", which is not ours, where the shaper of 'rate' belongs",
                    "remove it: 'tc qdisc del dev " + link + " root', or leave the rate out");
        }

        private String owner(String link) {
            return mark(link)
                    .map(m -> " (it is of context " + m.context() + ")")
                    .orElse("");
        }
    }
}
