package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * What of a desired state can be there at all: objects on interfaces that do not exist (yet) wait for them, and the check of
 * senders on an underlay interface is left out where somebody else's hook for filters leaves no room.
 */
public final class Presence {
    private Presence() {}

    public static KernelState withoutMissing(
            Topology slice, Set<String> claimed, KernelState desired, Observation actual) {
        return KernelState.of(desired.objects().values().stream()
                .filter(o -> isThere(o, desired, actual) && !isBlocked(o, slice, claimed, actual))
                .toList());
    }

    /** The slice without the local virts whose interface is not there: a forwarding table can not lead to them. */
    public static Topology withoutMissing(Topology slice, Set<String> claimed, Observation actual) {
        var nets = new LinkedHashMap<>(slice.nets());
        nets.replaceAll((_, net) -> {
            var virts = new LinkedHashMap<>(net.virts());
            virts.values()
                    .removeIf(v -> claimed.contains(v.phys())
                            && v.interfaceName().flatMap(actual::link).isEmpty());
            return new Net(
                    net.name(), net.vid(), net.settings(), net.attach(), virts, net.portSecurity(), net.setMtu());
        });
        return new Topology(slice.context(), slice.settings(), slice.physes(), nets);
    }

    private static boolean isThere(KernelObject o, KernelState desired, Observation actual) {
        String site = o.key().site();
        return site.startsWith("block ")
                || desired.objects().containsKey(new ObjectKey.OfLink(site))
                || actual.link(site).isPresent();
    }

    private static boolean isBlocked(KernelObject o, Topology slice, Set<String> claimed, Observation actual) {
        boolean hooked = o instanceof Filter || o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact;
        String link = o.key().site();
        return hooked && isUnderlay(slice, claimed, link) && isTaken(link, actual);
    }

    /** Whether somebody else's hook for filters is on a link, which leaves no room for ours. */
    static boolean isTaken(String link, Observation actual) {
        Optional<KernelObject> hook = actual.state().get(new ObjectKey.OfQdisc(link, Qdisc.Parent.CLSACT));
        return hook.isPresent()
                && !hook.get().equals(new Qdisc(link, new Qdisc.Clsact(Optional.empty(), Optional.empty())));
    }

    /** Whether a link is the interface by which tunnels of this machine go. */
    static boolean isUnderlay(Topology slice, Set<String> claimed, String link) {
        return slice.nets().values().stream()
                .filter(net -> slice.settingsOf(net) instanceof Settings.Tunnel)
                .flatMap(net -> net.attach().stream())
                .filter(claimed::contains)
                .map(slice::phys)
                .map(Phys::interfaceName)
                .anyMatch(Optional.of(link)::equals);
    }
}
