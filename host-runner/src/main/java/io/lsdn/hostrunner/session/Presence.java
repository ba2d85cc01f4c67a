package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Set;

/** What of a desired state can be there at all: objects on interfaces that do not exist (yet) wait for them. */
final class Presence {
    private Presence() {}

    static KernelState withoutMissing(KernelState desired, Observation actual) {
        return KernelState.of(desired.objects().values().stream()
                .filter(o -> isPossible(o, desired, actual))
                .toList());
    }

    /** The slice without the local virts whose interface is not there: a forwarding table can not lead to them. */
    static Topology withoutMissing(Topology slice, Set<String> claimed, Observation actual) {
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

    private static boolean isPossible(KernelObject o, KernelState desired, Observation actual) {
        String site = o.key().site();
        return site.startsWith("block ")
                || desired.objects().containsKey(new ObjectKey.OfLink(site))
                || actual.link(site).isPresent();
    }
}
