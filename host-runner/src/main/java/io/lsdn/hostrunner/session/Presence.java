package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.ObjectKey;

/** What of a desired state can be there at all: objects on interfaces that do not exist (yet) wait for them. */
final class Presence {
    private Presence() {}

    static KernelState withoutMissing(KernelState desired, Observation actual) {
        return KernelState.of(desired.objects().values().stream()
                .filter(o -> isPossible(o, desired, actual))
                .toList());
    }

    private static boolean isPossible(KernelObject o, KernelState desired, Observation actual) {
        String site = o.key().site();
        return site.startsWith("block ")
                || desired.objects().containsKey(new ObjectKey.OfLink(site))
                || actual.link(site).isPresent();
    }
}
