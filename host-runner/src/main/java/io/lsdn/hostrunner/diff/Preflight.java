package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.RecommendedMtu;
import io.lsdn.netmodel.wire.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What on this machine stands against a model, found before anything is changed. Pure.
 *
 * @param errors why it can not be committed here
 * @param warnings what the user should know
 */
public record Preflight(List<Fault> errors, List<Fault> warnings) {
    public Preflight {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * @param pending a virt's missing interface is no error
     */
    public static Preflight check(
            Topology slice,
            Set<String> claimed,
            KernelState desired,
            Observation actual,
            Surroundings surroundings,
            boolean pending) {
        var run = new Run(slice, claimed, actual, surroundings, new LinkedHashMap<>(), new ArrayList<>());
        for (Net net : slice.nets().values()) {
            for (String name : net.attach()) {
                if (claimed.contains(name)) {
                    run.underlay(slice.phys(name), net);
                }
            }
            for (Virt virt : net.virts().values()) {
                if (claimed.contains(virt.phys())) {
                    run.virt(net, virt, pending);
                }
            }
        }
        Taken.find(slice, claimed, desired, actual)
                .forEach(t -> run.errors.putIfAbsent(t.why().message(), t.why()));
        Clashes.find(slice.context(), desired, actual, surroundings.udpPorts())
                .forEach(f -> run.errors.putIfAbsent(f.message(), f));
        run.sysctls(desired);
        if (pending) {
            run.waiting();
        }
        run.mtus();
        run.warnings.addAll(TrustedUnderlay.warnings(slice, claimed, desired, actual));
        return new Preflight(List.copyOf(run.errors.values()), run.warnings);
    }

    /** More names than these help nobody. */
    private static final int MOST_NAMED = 5;

    private record Run(
            Topology slice,
            Set<String> claimed,
            Observation actual,
            Surroundings surroundings,
            Map<String, Fault> errors,
            List<Fault> warnings) {

        private void error(String code, String message, String hint) {
            errors.putIfAbsent(message, new Fault(code, message, hint));
        }

        private Optional<Mark> mark(String link) {
            return actual.link(link).flatMap(LinkFacts::alias).flatMap(Mark::ofAlias);
        }

        private void underlay(Phys phys, Net net) {
            Settings settings = slice.settingsOf(net);
            boolean needsInterface = settings instanceof Settings.Direct
                    || settings instanceof Settings.Vlan
                    || settings instanceof Settings.VxlanMcast;
            Optional<LinkFacts> link = phys.interfaceName().flatMap(actual::link);
            if (needsInterface && link.isEmpty()) {
                error(
                        "underlay-interface-missing",
                        "phys " + phys.name() + ": there is no interface "
                                + phys.interfaceName().orElse("(none given)") + " here",
                        "interfaces here: " + interfaces());
            }
            if (settings instanceof Settings.Tunnel) {
                phys.ip()
                        .filter(ip -> !isHere(ip))
                        .ifPresent(ip -> error(
                                "underlay-address-missing",
                                "phys " + phys.name() + ": no interface here has its address " + ip,
                                "is this host really " + phys.name() + "? addresses here: " + addresses()));
            }
            if (settings instanceof Settings.Direct) {
                link.ifPresent(l -> direct(phys, l));
            }
        }

        private void direct(Phys phys, LinkFacts link) {
            Optional<IpAddress> path = surroundings.path();
            if (path.filter(link.ips()::contains).isPresent()) {
                error(
                        "controller-path",
                        "phys " + phys.name() + ": " + link.name() + " carries the controller's own connection ("
                                + path.get() + "); as a bridge port it would cut this host off",
                        "give 'direct' nets an interface of their own");
            } else if (!link.ips().isEmpty() && link.master().isEmpty()) {
                warnings.add(new Fault(
                        "underlay-has-address",
                        "phys " + phys.name() + ": " + link.name() + " has the address "
                                + link.ips().getFirst() + "; as a bridge port it no longer answers there",
                        "give 'direct' nets an interface of their own"));
            }
        }

        private boolean isHere(IpAddress ip) {
            return actual.links().values().stream().anyMatch(l -> l.ips().contains(ip));
        }

        private void virt(Net net, Virt virt, boolean pending) {
            String name = virt.interfaceName().orElse("");
            if (!name.isEmpty() && !pending && actual.link(name).isEmpty()) {
                error(
                        "virt-interface-missing",
                        "virt " + virt.name() + " of net " + net.name() + ": there is no interface " + name + " here",
                        "start the VM or container first, or let the virt wait for it with --pending; interfaces here: "
                                + interfaces());
            }
        }

        private void sysctls(KernelState desired) {
            boolean newBridge = desired.objects().values().stream()
                    .anyMatch(o -> o instanceof Link l
                            && l.kind() instanceof LinkKind.Bridge
                            && actual.link(l.name()).isEmpty());
            if (newBridge && surroundings.bridgeNetfilter()) {
                warnings.add(new Fault(
                        "bridge-netfilter",
                        "net.bridge.bridge-nf-call-* is set (Docker does so): this host's iptables rules see bridged packets",
                        "set them to 0, or see that the FORWARD chain accepts them"));
            }
            // A UDP port is one socket, and joins a group on an interface once, for however many nets.
            Map<Integer, Set<LinkKind.Vxlan>> joined = new LinkedHashMap<>();
            for (KernelObject o : desired.objects().values()) {
                if (o instanceof Link l
                        && l.kind() instanceof LinkKind.Vxlan v
                        && v.group().filter(g -> g.bits() == 32).isPresent()) {
                    joined.computeIfAbsent(v.port(), _ -> new HashSet<>())
                            .add(new LinkKind.Vxlan(1, Optional.empty(), v.group(), v.dev(), v.port(), true));
                }
            }
            joined.forEach((port, groups) -> {
                if (groups.size() > surroundings.maxMemberships()) {
                    error(
                            "igmp-memberships",
                            "vxlan/mcast on UDP port " + port + " joins " + groups.size()
                                    + " groups, and net.ipv4.igmp_max_memberships allows "
                                    + surroundings.maxMemberships(),
                            "raise it: sysctl net.ipv4.igmp_max_memberships=" + groups.size());
                }
            });
        }

        private void waiting() {
            List<String> waiting = slice.nets().values().stream()
                    .flatMap(net -> net.virts().values().stream()
                            .filter(v -> claimed.contains(v.phys()))
                            .flatMap(v -> v
                                    .interfaceName()
                                    .filter(i -> actual.link(i).isEmpty())
                                    .map(i -> v.name() + " of net " + net.name() + " (" + i + ")")
                                    .stream()))
                    .toList();
            if (!waiting.isEmpty()) {
                warnings.add(new Fault(
                        "pending",
                        "not there yet are the interfaces of virt " + named(waiting),
                        "roll out again when they are, or have the host see to it: lsdn-deploy boot install"));
            }
        }

        private static String named(List<String> all) {
            return all.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                    + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "");
        }

        private void mtus() {
            Map<String, Integer> underlay =
                    UnderlayFacts.of(slice, claimed, actual).underlayMtus();
            for (Net net : slice.nets().values()) {
                for (String name : net.attach()) {
                    Optional.ofNullable(underlay.get(name)).ifPresent(mtu -> mtu(net, slice.phys(name), mtu));
                }
            }
        }

        private void mtu(Net net, Phys phys, int underlay) {
            Settings settings = slice.settingsOf(net);
            int right =
                    RecommendedMtu.of(settings, phys.ip().map(IpAddress::bits).orElse(0), underlay);
            List<String> above = net.virts().values().stream()
                    .filter(v -> v.phys().equals(phys.name()) && !v.setMtu().orElse(net.setMtu()))
                    .flatMap(v -> v.interfaceName().flatMap(actual::link).stream()
                            .filter(l -> l.mtu() > right)
                            .map(l -> v.name() + " (" + l.name() + ", " + l.mtu() + ")"))
                    .toList();
            if (!above.isEmpty()) {
                warnings.add(new Fault(
                        "mtu-above-overlay",
                        "net " + net.name() + ": " + settings.type() + " over " + phys.name() + "'s MTU of " + underlay
                                + " carries " + right + " bytes, and larger is the MTU of "
                                + named(above),
                        "set " + right + " in the virts, and 'set_mtu: true' in the net for the host's ends"));
            }
        }

        private String interfaces() {
            return String.join(
                    ", ",
                    actual.links().keySet().stream()
                            .filter(n -> !n.equals("lo") && mark(n).isEmpty())
                            .limit(20)
                            .toList());
        }

        private String addresses() {
            return String.join(
                    ", ",
                    actual.links().values().stream()
                            .filter(l -> !l.name().equals("lo"))
                            .flatMap(l -> l.ips().stream())
                            .limit(20)
                            .map(IpAddress::toString)
                            .toList());
        }
    }
}
