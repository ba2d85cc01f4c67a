package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a host is to hold. Pure.
 *
 * @param slice the part of the topology that touches {@code claimed}
 * @param claimed the physes that it is
 */
public record Assignment(Topology slice, Set<String> claimed) {
    public Assignment {
        claimed = Set.copyOf(claimed);
    }

    public static Assignment of(Generation generation) {
        return new Assignment(generation.slice(), generation.claimed());
    }

    /** What a host without a confirmed generation is to hold. */
    public static Assignment nothing(String context) {
        return new Assignment(Topology.empty(context), Set.of());
    }

    /** What was confirmed last. */
    public static Assignment last(Optional<Generation> last, String context) {
        return last.map(Assignment::of).orElseGet(() -> nothing(context));
    }

    /** All of it, but that no forwarding table leads to virts that are not here. */
    public KernelState asked(Observation actual) {
        return compile(Presence.withoutMissing(slice, claimed, actual), actual);
    }

    /** What of it can be here now. */
    public KernelState possible(Observation actual) {
        KernelState present = Presence.withoutMissing(slice, claimed, asked(actual), actual);
        return Footing.of(present.objects().values(), actual).state();
    }

    private KernelState compile(Topology t, Observation actual) {
        return Compiler.compile(t, claimed, UnderlayFacts.of(slice, claimed, actual));
    }

    /** Those of others that it names. */
    public Set<String> interfaces() {
        var names = new LinkedHashSet<String>();
        slice.physes().values().stream()
                .map(Phys::interfaceName)
                .flatMap(Optional::stream)
                .forEach(names::add);
        slice.nets().values().stream()
                .flatMap(net -> net.virts().values().stream())
                .map(Virt::interfaceName)
                .flatMap(Optional::stream)
                .forEach(names::add);
        return names;
    }

    /** Those of this host that it names and that are not here. */
    public List<String> missing(Observation actual) {
        return slice.nets().values().stream()
                .flatMap(net -> net.virts().values().stream())
                .filter(v -> claimed.contains(v.phys()))
                .map(Virt::interfaceName)
                .flatMap(Optional::stream)
                .filter(name -> actual.link(name).isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    /** What of it waits for an interface that is not here, a line each for a person. */
    public List<String> pending(Observation actual) {
        return Stream.concat(
                        slice.physes().values().stream()
                                .filter(p -> claimed.contains(p.name()))
                                .map(p -> waiting("phys " + p.name(), p.interfaceName(), actual)),
                        slice.nets().values().stream()
                                .flatMap(net -> net.virts().values().stream()
                                        .filter(v -> claimed.contains(v.phys()))
                                        .map(v -> waiting(
                                                "virt " + v.name() + " of net " + net.name(),
                                                v.interfaceName(),
                                                actual))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> waiting(String who, Optional<String> link, Observation actual) {
        return link.filter(name -> actual.link(name).isEmpty()).map(name -> who + " waits for interface " + name);
    }

    /** Those of this host that it names: when one of them appears, there may be something to do. */
    public Set<String> ownInterfaces() {
        return Stream.concat(
                        slice.physes().values().stream()
                                .filter(p -> claimed.contains(p.name()))
                                .map(Phys::interfaceName),
                        slice.nets().values().stream()
                                .flatMap(net -> net.virts().values().stream())
                                .filter(v -> claimed.contains(v.phys()))
                                .map(Virt::interfaceName))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The interfaces of others that matter: those that it names, and those of the generation that it follows. */
    public Set<String> interfaces(Optional<Generation> last) {
        var names = new LinkedHashSet<>(interfaces());
        last.ifPresent(g -> {
            names.addAll(of(g).interfaces());
            g.originals().stream().map(Original::link).forEach(names::add);
        });
        return names;
    }
}
