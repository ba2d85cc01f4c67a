package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Qdisc;
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
        var ours = new Ownership(slice.context(), desired, actual);
        var run =
                new Run(slice, claimed, desired, actual, ours, surroundings, new LinkedHashMap<>(), new ArrayList<>());
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
        desired.objects().values().forEach(run::clash);
        Clashes.find(slice.context(), desired, actual, surroundings.udpPorts())
                .forEach(f -> run.errors.putIfAbsent(f.message(), f));
        run.sysctls(desired);
        run.mtus();
        run.warnings.addAll(TrustedUnderlay.warnings(slice, claimed, desired, actual));
        return new Preflight(List.copyOf(run.errors.values()), run.warnings);
    }

    /** More names than these help nobody. */
    private static final int MOST_NAMED = 5;

    private record Run(
            Topology slice,
            Set<String> claimed,
            KernelState desired,
            Observation actual,
            Ownership ours,
            Surroundings surroundings,
            Map<String, Fault> errors,
            List<Fault> warnings) {

        private void error(String code, String message, String hint) {
            errors.putIfAbsent(message, new Fault(code, message, hint));
        }

        private boolean isOurs(String link) {
            return mark(link).filter(m -> m.context().equals(slice.context())).isPresent();
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
            if (!slice.settingsOf(net).learns()) {
                inNoBridge(name);
            }
        }

        /** What we would make or take must be free, or ours already. */
        private void clash(KernelObject wanted) {
            switch (wanted) {
                case Link l -> linkClash(l);
                case LinkSetting.Master m -> masterClash(m);
                case Qdisc q -> qdiscClash(q);
                default -> {}
            }
        }

        private void linkClash(Link wanted) {
            if (actual.link(wanted.name()).isPresent() && !isOurs(wanted.name())) {
                error(
                        "name-clash",
                        "link " + wanted.name() + " exists and is not ours" + owner(wanted.name()),
                        "rename or remove it: 'ip link show " + wanted.name() + "'");
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
                                + above.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                                + (above.size() > MOST_NAMED ? " and " + (above.size() - MOST_NAMED) + " more" : ""),
                        "set " + right + " in the virts, and 'set_mtu: true' in the net for the host's ends"));
            }
        }

        private void masterClash(LinkSetting.Master wanted) {
            inNoBridge(wanted.link());
        }

        /** But perhaps in one of ours. */
        private void inNoBridge(String link) {
            actual.link(link).flatMap(LinkFacts::master).ifPresent(master -> {
                if (!isOurs(master)) {
                    error(
                            "master-clash",
                            "interface " + link + " already belongs to " + master + owner(master),
                            "take it out first: 'ip link set " + link + " nomaster'");
                }
            });
        }

        /** What others hang on an interface of theirs stays; where both can not be, ours does not come. */
        private void qdiscClash(Qdisc wanted) {
            Optional<Qdisc> is = actual.state().get(wanted.key()).map(Qdisc.class::cast);
            if (is.isEmpty() || isOurs(wanted.link())) {
                return;
            }
            String link = wanted.link();
            switch (is.get().kind()) {
                case Qdisc.Clsact _ -> {
                    if (ours.hasOthers(is.get())) {
                        hookClash(link);
                    }
                }
                case Qdisc.Tbf t -> {
                    if (!t.handle().equals(Optional.of(Mark.handle(slice.context())))) {
                        rootClash(link, "tbf");
                    }
                }
                case Qdisc.Other other -> {
                    if (other.isIngress()) {
                        hookClash(link);
                    } else {
                        rootClash(link, other.word());
                    }
                }
            }
        }

        private void hookClash(String link) {
            if (!Presence.isUnderlay(slice, claimed, link)) {
                error(
                        "qdisc-clash",
                        "interface " + link + " has tc filters that are not ours, where ours belong",
                        "see them with 'tc filter show dev " + link + " ingress' (and egress), and remove them");
            }
        }

        private void rootClash(String link, String word) {
            error(
                    "qdisc-clash",
                    "interface " + link + " has the qdisc " + word
                            + ", which is not ours, where the shaper of 'rate' belongs",
                    "remove it: 'tc qdisc del dev " + link + " root', or leave the rate out");
        }

        private String owner(String link) {
            return mark(link)
                    .map(m -> " (it is of context " + m.context() + ")")
                    .orElse("");
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
