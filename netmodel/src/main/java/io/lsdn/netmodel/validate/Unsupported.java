package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the language can say and the compiler can not make yet, refused by name. An entry is deleted when the compiler
 * learns it.
 *
 * @param types words of settings
 * @param options keys of nets and virts
 */
public record Unsupported(Set<String> types, Set<String> options) {
    /** What this version refuses. */
    public static final Unsupported NOW = new Unsupported(Set.of(), Set.of());

    /** Nothing is refused. */
    public static final Unsupported NOTHING = new Unsupported(Set.of(), Set.of());

    public Unsupported {
        types = Set.copyOf(types);
        options = Set.copyOf(options);
    }

    /** One problem for each use; settings that no net uses do no harm. */
    public List<Problem> check(Topology topology) {
        var found = new ArrayList<Problem>();
        topology.settings().values().stream()
                .filter(s -> types.contains(s.type()) && isUsed(topology, s.name()))
                .map(s -> refused(
                        "type " + s.type(), ObjectPath.settings(s.name()).child("type"), supportedTypes()))
                .forEach(found::add);
        for (Net net : topology.nets().values()) {
            ObjectPath path = ObjectPath.net(net.name());
            option(net.portSecurity(), "port_security", path, found);
            option(net.setMtu(), "set_mtu", path, found);
            net.virts().values().forEach(v -> virt(v, ObjectPath.virt(net.name(), v.name()), found));
        }
        return List.copyOf(found);
    }

    private void virt(Virt virt, ObjectPath path, List<Problem> found) {
        option(!virt.rules().isEmpty(), "rules", path, found);
        option(virt.rateIn().isPresent() || virt.rateOut().isPresent(), "rate", path, found);
        option(virt.portSecurity().orElse(false), "port_security", path, found);
        option(virt.setMtu().orElse(false), "set_mtu", path, found);
    }

    private void option(boolean used, String option, ObjectPath path, List<Problem> found) {
        if (used && options.contains(option)) {
            found.add(refused(option, path.child(option), "leave it out"));
        }
    }

    private static boolean isUsed(Topology topology, String settings) {
        return topology.nets().values().stream().anyMatch(n -> n.settings().equals(settings));
    }

    private String supportedTypes() {
        return Settings.TYPES.stream().filter(t -> !types.contains(t)).collect(Collectors.joining(", ")) + " are";
    }

    private static Problem refused(String what, ObjectPath path, String hint) {
        return Problem.of(ProblemCode.UNSUPPORTED, path, what + " is not supported by this version", hint);
    }
}
