package io.lsdn.netmodel.topology;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The whole model: what is committed, locked and rolled back as one.
 *
 * @param context its name, {@code [a-z0-9-]{1,15}}
 * @param settings by name
 * @param physes by name
 * @param nets by name
 */
public record Topology(
        String context, Map<String, Settings> settings, Map<String, Phys> physes, Map<String, Net> nets) {
    /** The context of a topology that names none. */
    public static final String DEFAULT_CONTEXT = "lsdn";

    public Topology {
        settings = Ordered.map(settings);
        physes = Ordered.map(physes);
        nets = Ordered.map(nets);
    }

    /** A model without anything: what a host that left should hold. */
    public static Topology empty(String context) {
        return new Topology(context, Map.of(), Map.of(), Map.of());
    }

    /** @throws IllegalArgumentException if there is none; validation lets no reference to one through */
    public Phys phys(String name) {
        Phys phys = physes.get(name);
        if (phys == null) {
            throw new IllegalArgumentException("no phys " + name);
        }
        return phys;
    }

    /** @throws IllegalArgumentException if there are none; validation lets no reference to them through */
    public Settings settingsOf(Net net) {
        Settings s = settings.get(net.settings());
        if (s == null) {
            throw new IllegalArgumentException("no settings " + net.settings());
        }
        return s;
    }

    /**
     * What a machine that claims these physes needs to know, and nothing that it does not: the nets attached to them with
     * the physes of those nets, and of their virts the local ones, or all where forwarding is static. A change elsewhere
     * leaves a slice equal, so that host is not written.
     */
    public Topology slice(Set<String> claimed) {
        var slicedNets = new LinkedHashMap<String, Net>();
        var names = new LinkedHashSet<>(claimed);
        var usedSettings = new LinkedHashSet<String>();
        for (Net net : nets.values()) {
            if (net.attach().stream().anyMatch(claimed::contains)) {
                names.addAll(net.attach());
                usedSettings.add(net.settings());
                slicedNets.put(net.name(), sliced(net, claimed));
            }
        }
        var slicedPhyses = new LinkedHashMap<>(physes);
        slicedPhyses.keySet().retainAll(names);
        var slicedSettings = new LinkedHashMap<>(settings);
        slicedSettings.keySet().retainAll(usedSettings);
        return new Topology(context, slicedSettings, slicedPhyses, slicedNets);
    }

    private Net sliced(Net net, Set<String> claimed) {
        Settings technology = settings.get(net.settings());
        if (technology != null && !technology.learns()) {
            return net;
        }
        var virts = new LinkedHashMap<>(net.virts());
        virts.values().removeIf(v -> !claimed.contains(v.phys()));
        return new Net(net.name(), net.vid(), net.settings(), net.attach(), virts, net.portSecurity(), net.setMtu());
    }
}
