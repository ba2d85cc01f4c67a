package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.compile.MachineFacts;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What compiling has to know of the interfaces that carry the nets. */
public final class UnderlayFacts {
    private UnderlayFacts() {}

    /**
     * The MTU of a phys is that of the interface which has the phys's address, else of the one that it names; a phys of
     * which neither is here has none.
     */
    public static MachineFacts of(Topology slice, Set<String> claimed, Observation actual) {
        var mtus = new HashMap<String, Integer>();
        var marking = new HashSet<String>();
        for (String name : claimed) {
            Optional<Phys> phys = Optional.ofNullable(slice.physes().get(name));
            phys.flatMap(p -> link(p, actual)).ifPresent(link -> mtus.put(name, link.mtu()));
            if (phys.filter(p -> marks(p, actual)).isPresent()) {
                marking.add(name);
            }
        }
        return new MachineFacts(mtus, marking);
    }

    /** The interface that carries what a phys sends. */
    static Optional<LinkFacts> link(Phys phys, Observation actual) {
        return phys.ip()
                .flatMap(ip -> actual.links().values().stream()
                        .filter(l -> l.ips().contains(ip))
                        .findFirst())
                .or(() -> phys.interfaceName().flatMap(actual::link));
    }

    /**
     * Only what comes in by the interface that a phys names is marked; where its address is somewhere else, as in a routed
     * underlay, frames may come by others.
     */
    private static boolean marks(Phys phys, Observation actual) {
        return actual.marksPackets()
                && link(phys, actual)
                        .map(LinkFacts::name)
                        .filter(l -> phys.interfaceName().equals(Optional.of(l)))
                        .filter(l -> !Presence.isTaken(l, actual))
                        .isPresent();
    }
}
