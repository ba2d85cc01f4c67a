package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a learning VXLAN device takes frames from others than the physes of its net: the check of who sent them stands on the
 * phys's interface, and what passed it is told from the rest by a mark.
 */
final class TrustedUnderlay {
    private static final String CODE = "net-trusts-underlay";

    private TrustedUnderlay() {}

    static List<Fault> warnings(Topology slice, Set<String> claimed, KernelState desired, Observation actual) {
        KernelState possible = Presence.withoutMissing(slice, claimed, desired, actual);
        Set<String> marking = UnderlayFacts.of(slice, claimed, actual).marking();
        var warnings = new ArrayList<Fault>();
        for (Net net : slice.nets().values()) {
            Settings settings = slice.settingsOf(net);
            if (settings instanceof Settings.VxlanE2e || settings instanceof Settings.VxlanMcast) {
                String what =
                        "net " + net.name() + ": " + settings.type() + " takes frames from whoever reaches this host";
                net.attach().stream()
                        .filter(claimed::contains)
                        .filter(name -> !marking.contains(name))
                        .map(slice::phys)
                        .forEach(phys -> warning(what, phys, possible, actual).ifPresent(warnings::add));
            }
        }
        return warnings;
    }

    private static Optional<Fault> warning(String what, Phys phys, KernelState possible, Observation actual) {
        if (phys.interfaceName().isEmpty()) {
            return Optional.of(new Fault(
                    CODE,
                    what + ", as phys " + phys.name() + " names no 'if' to check them on",
                    "give phys " + phys.name() + " its 'if'"));
        }
        String link = phys.interfaceName().get();
        if (!checksSenders(possible, link)) {
            return Optional.of(new Fault(
                    CODE,
                    what + ", as no filter of ours can stand on " + link,
                    "free its clsact, or see that nobody else is on the underlay"));
        }
        List<String> others = others(link, actual);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String why = actual.marksPackets()
                ? "the address of phys " + phys.name() + " is not on " + link
                : "its kernel has no " + new KernelFeature(KernelFeature.Sort.ACTION, "skbedit");
        return Optional.of(new Fault(
                CODE,
                what + " by another interface than " + link + ", as " + why,
                "see that nobody who should not be heard is on " + String.join(", ", others)));
    }

    private static boolean checksSenders(KernelState possible, String link) {
        return possible.objects().values().stream()
                .anyMatch(o -> o instanceof Filter f && f.place().equals(new Filter.Ingress(link)));
    }

    /** By which this host takes packets too. */
    private static List<String> others(String link, Observation actual) {
        return actual.links().values().stream()
                .filter(l -> !l.ips().isEmpty()
                        && !l.name().equals(link)
                        && !l.name().equals("lo"))
                .filter(l -> l.alias().flatMap(Mark::ofAlias).isEmpty())
                .map(LinkFacts::name)
                .sorted()
                .toList();
    }
}
