package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How large the packets may be that leave by the interfaces that carry the nets. */
public final class UnderlayMtus {
    private UnderlayMtus() {}

    /**
     * In bytes, by phys. It is that of the interface which has the phys's address, else of the one that it names; a phys of
     * which neither is here has none.
     */
    public static Map<String, Integer> of(Topology slice, Set<String> claimed, Observation actual) {
        var mtus = new HashMap<String, Integer>();
        for (String name : claimed) {
            Optional.ofNullable(slice.physes().get(name))
                    .flatMap(phys -> link(phys, actual))
                    .ifPresent(link -> mtus.put(name, link.mtu()));
        }
        return mtus;
    }

    /** The interface that carries what a phys sends. */
    static Optional<LinkFacts> link(Phys phys, Observation actual) {
        return phys.ip()
                .flatMap(ip -> actual.links().values().stream()
                        .filter(l -> l.ips().contains(ip))
                        .findFirst())
                .or(() -> phys.interfaceName().flatMap(actual::link));
    }
}
