package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What can not live side by side on one machine, where nets share a kernel, its UDP ports and its interfaces. */
final class MachineChecks {
    private final Topology topology;
    /** A clash of two objects is said once, however many machines have it. */
    private final Map<Clash, List<String>> clashes = new LinkedHashMap<>();

    private final Map<String, List<Net>> netsOfPhys = new HashMap<>();
    private final Map<String, List<Owner>> virtsOfPhys = new HashMap<>();

    private MachineChecks(Topology topology) {
        this.topology = topology;
        for (Net net : topology.nets().values()) {
            net.attach()
                    .forEach(p -> netsOfPhys
                            .computeIfAbsent(p, _ -> new ArrayList<>())
                            .add(net));
            net.virts()
                    .values()
                    .forEach(v -> virtsOfPhys
                            .computeIfAbsent(v.phys(), _ -> new ArrayList<>())
                            .add(new Owner(net, v)));
        }
    }

    static void checkEachPhys(Topology topology, Consumer<Problem> found) {
        var checks = new MachineChecks(topology);
        topology.physes().keySet().forEach(p -> checks.machine(Set.of(p)));
        checks.report(found);
    }

    static void checkClaim(Topology topology, Set<String> claimed, Consumer<Problem> found) {
        var checks = new MachineChecks(topology);
        checks.machine(claimed);
        checks.report(found);
    }

    private void report(Consumer<Problem> found) {
        clashes.forEach((clash, physes) -> {
            String others = physes.size() == 1 ? "" : " (and on " + (physes.size() - 1) + " more)";
            found.accept(new Problem(
                    clash.code,
                    clash.path,
                    clash.message + " on phys '" + physes.getFirst() + "'" + others,
                    Optional.of(clash.hint),
                    Optional.of(clash.other),
                    clash.related));
        });
    }

    private void machine(Set<String> claimed) {
        Map<Object, Use> vids = new HashMap<>();
        Map<Integer, Net> ports = new HashMap<>();
        Map<String, List<Net>> interfaces = new LinkedHashMap<>();
        Map<String, Owner> virts = new HashMap<>();
        List<Phys> physes = claimed.stream()
                .map(topology.physes()::get)
                .filter(Objects::nonNull)
                .toList();
        for (Phys phys : physes) {
            for (Net net : netsOfPhys.getOrDefault(phys.name(), List.of())) {
                Settings settings = topology.settings().get(net.settings());
                if (settings != null) {
                    vid(phys, net, settings, vids);
                    port(phys, net, settings, ports);
                    phys.interfaceName()
                            .ifPresent(i -> interfaces
                                    .computeIfAbsent(i, _ -> new ArrayList<>())
                                    .add(net));
                }
            }
            phys.interfaceName().ifPresent(i -> direct(phys, interfaces.getOrDefault(i, List.of())));
            virtsOfPhys.getOrDefault(phys.name(), List.of()).forEach(v -> used(phys, v, physes, virts));
        }
    }

    /** The kernel has one VNI once a port for all of VXLAN, one VLAN id once an interface, one bridge over an interface. */
    private void vid(Phys phys, Net net, Settings settings, Map<Object, Use> vids) {
        Optional<Object> key = switch (settings) {
            case Settings.Direct _ -> phys.interfaceName().map(i -> i);
            case Settings.Vlan _ -> phys.interfaceName().map(i -> List.of(i, net.vid()));
            case Settings.Tunnel t -> Optional.of(List.of(protocol(t), t.port(), net.vid()));
        };
        key.flatMap(k -> Optional.ofNullable(vids.putIfAbsent(k, new Use(net, phys))))
                .ifPresent(first -> {
                    if (first.net.name().equals(net.name())) {
                        claimedTwice(first.phys, phys, net);
                    } else if (!(settings instanceof Settings.Direct)) {
                        oneVid(first.net, net, settings, phys);
                    }
                });
    }

    private void claimedTwice(Phys first, Phys phys, Net net) {
        clash(
                phys,
                new Clash(
                        ProblemCode.NET_CLAIMED_TWICE,
                        ObjectPath.net(net.name()).child("attach", phys.name()),
                        "net '" + net.name() + "' is attached to phys '" + first.name()
                                + "' too, which the same machine claims, and can not be built twice in it",
                        "attach one of them",
                        ObjectPath.net(net.name()).child("attach", first.name()),
                        List.of()));
    }

    private void oneVid(Net first, Net net, Settings settings, Phys phys) {
        String where = switch (settings) {
            case Settings.Direct _, Settings.Vlan _ -> "VLAN interface";
            case Settings.Tunnel t -> protocol(t) + " port " + t.port();
        };
        clash(
                phys,
                new Clash(
                        ProblemCode.VID_DUPLICATE,
                        ObjectPath.net(net.name()).child("vid"),
                        "nets '" + first.name() + "' and '" + net.name() + "' have vid " + net.vid() + " on one "
                                + where,
                        "give each its own vid, or settings of another technology or port",
                        ObjectPath.net(first.name()).child("vid"),
                        related(first, net)));
    }

    private void port(Phys phys, Net net, Settings settings, Map<Integer, Net> ports) {
        if (!(settings instanceof Settings.Tunnel tunnel)) {
            return;
        }
        Net first = ports.putIfAbsent(tunnel.port(), net);
        if (first != null
                && topology.settings().get(first.settings()) instanceof Settings.Tunnel other
                && !socket(other).equals(socket(tunnel))) {
            clash(
                    phys,
                    new Clash(
                            ProblemCode.NETS_INCOMPATIBLE,
                            ObjectPath.net(net.name()).child("settings"),
                            "nets '" + first.name() + "' (" + other.type() + ") and '" + net.name() + "' ("
                                    + tunnel.type() + ") can not share UDP port " + tunnel.port(),
                            "give one of the settings another port",
                            ObjectPath.net(first.name()).child("settings"),
                            related(first, net)));
        }
    }

    private static String protocol(Settings.Tunnel tunnel) {
        return switch (tunnel) {
            case Settings.VxlanMcast _, Settings.VxlanE2e _, Settings.VxlanStatic _ -> "VXLAN";
            case Settings.Geneve _, Settings.GeneveE2e _ -> "Geneve";
        };
    }

    /** What opens a port: one metadata device takes it whole, devices with a VNI share it among themselves. */
    private static String socket(Settings.Tunnel tunnel) {
        return protocol(tunnel) + (tunnel.learns() ? "" : " metadata");
    }

    /** A bridge takes all that arrives on its interface, and the address on it falls silent. */
    private void direct(Phys phys, List<Net> nets) {
        List<Net> direct = nets.stream()
                .filter(n -> topology.settings().get(n.settings()) instanceof Settings.Direct)
                .toList();
        if (direct.isEmpty()) {
            return;
        }
        Net owner = direct.getFirst();
        nets.stream()
                .filter(n -> !n.name().equals(owner.name()))
                .forEach(net -> clash(
                        phys,
                        new Clash(
                                ProblemCode.DIRECT_INTERFACE_SHARED,
                                ObjectPath.net(net.name()).child("attach", phys.name()),
                                "net '" + owner.name() + "' (direct) needs interface '"
                                        + phys.interfaceName().orElseThrow() + "' for itself, but net '" + net.name()
                                        + "' uses it too",
                                "attach one of them to a phys with another interface",
                                ObjectPath.net(owner.name()).child("attach", phys.name()),
                                related(owner, net))));
    }

    private void used(Phys phys, Owner user, List<Phys> physes, Map<String, Owner> virts) {
        if (user.virt.interfaceName().isEmpty()) {
            return;
        }
        String name = user.virt.interfaceName().get();
        Owner first = virts.putIfAbsent(name, user);
        if (first != null) {
            clash(
                    phys,
                    new Clash(
                            ProblemCode.INTERFACE_USED_TWICE,
                            user.path().child("if"),
                            "interface '" + name + "' is virt '" + first.virt.name() + "' of net '" + first.net.name()
                                    + "' already",
                            "each virt has its own interface",
                            first.path().child("if"),
                            List.of(first.path().child("phys"), user.path().child("phys"))));
        }
        physes.stream()
                .filter(p -> p.interfaceName().filter(name::equals).isPresent())
                .findFirst()
                .ifPresent(p -> clash(
                        phys,
                        new Clash(
                                ProblemCode.INTERFACE_USED_TWICE,
                                user.path().child("if"),
                                "interface '" + name + "' is the underlay of phys '" + p.name() + "' already",
                                "a virt has its own interface",
                                ObjectPath.phys(p.name()).child("if"),
                                List.of(user.path().child("phys")))));
    }

    private static List<ObjectPath> related(Net first, Net net) {
        return List.of(
                ObjectPath.net(first.name()).child("settings"),
                ObjectPath.net(net.name()).child("settings"),
                ObjectPath.settings(first.settings()),
                ObjectPath.settings(net.settings()));
    }

    private void clash(Phys phys, Clash clash) {
        clashes.computeIfAbsent(clash, _ -> new ArrayList<>()).add(phys.name());
    }

    private record Clash(
            ProblemCode code,
            ObjectPath path,
            String message,
            String hint,
            ObjectPath other,
            List<ObjectPath> related) {}

    private record Use(Net net, Phys phys) {}

    private record Owner(Net net, Virt virt) {
        ObjectPath path() {
            return ObjectPath.virt(net.name(), virt.name());
        }
    }
}
