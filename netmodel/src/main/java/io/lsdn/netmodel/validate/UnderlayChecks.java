package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Whether the physes have what their nets need, and fit together. */
final class UnderlayChecks {
    private final Topology topology;
    private final Consumer<Problem> found;
    /** A phys may serve a hundred nets; what is wrong with it is said once. */
    private final Set<Object> said = new HashSet<>();

    private UnderlayChecks(Topology topology, Consumer<Problem> found) {
        this.topology = topology;
        this.found = found;
    }

    static void check(Topology t, Consumer<Problem> found) {
        var checks = new UnderlayChecks(t, found);
        t.physes().values().forEach(checks::address);
        t.nets().values().forEach(checks::net);
    }

    private void address(Phys phys) {
        phys.ip()
                .filter(UnderlayChecks::cannotBeUnderlay)
                .ifPresent(ip -> found.accept(Problem.of(
                        ProblemCode.PHYS_IP_INVALID,
                        ObjectPath.phys(phys.name()).child("ip"),
                        ip + " can not be the address of a machine on the underlay",
                        "a unicast address is needed, not a multicast, broadcast, link-local IPv6 or zero one")));
    }

    /** A link-local address means nothing without its interface, which the far end does not know. */
    private static boolean cannotBeUnderlay(IpAddress ip) {
        boolean special = switch (ip) {
            case Ipv4Address v4 -> v4.value() == -1;
            case Ipv6Address v6 -> v6.high() >>> 54 == 0xfe80 >>> 6;
        };
        return special || ip.isMulticast() || ip.isUnspecified();
    }

    private void net(Net net) {
        Settings settings = topology.settings().get(net.settings());
        if (settings == null) {
            return;
        }
        List<Phys> physes = net.attach().stream()
                .map(topology.physes()::get)
                .filter(Objects::nonNull)
                .toList();
        physes.forEach(p -> attributes(net, settings, p));
        if (settings instanceof Settings.Tunnel tunnel) {
            addresses(
                    net, tunnel, physes.stream().filter(p -> p.ip().isPresent()).toList());
        }
    }

    private void attributes(Net net, Settings settings, Phys phys) {
        boolean needsInterface = switch (settings) {
            case Settings.Direct _, Settings.Vlan _, Settings.VxlanMcast _ -> true;
            case Settings.VxlanE2e _, Settings.VxlanStatic _, Settings.Geneve _, Settings.GeneveE2e _ -> false;
        };
        if (needsInterface && phys.interfaceName().isEmpty()) {
            lacks(
                    ProblemCode.PHYS_LACKS_INTERFACE,
                    net,
                    settings,
                    phys,
                    "if",
                    "its underlay interface, for example if: eth0");
        }
        if (settings instanceof Settings.Tunnel && phys.ip().isEmpty()) {
            lacks(
                    ProblemCode.PHYS_LACKS_IP,
                    net,
                    settings,
                    phys,
                    "ip",
                    "its underlay address, for example ip: 172.16.0.1");
        }
    }

    private void lacks(ProblemCode code, Net net, Settings settings, Phys phys, String attribute, String hint) {
        if (said.add(List.of(code, phys.name()))) {
            found.accept(Problem.of(
                    code,
                    ObjectPath.phys(phys.name()).child(attribute),
                    "net '" + net.name() + "' (" + settings.type() + ") needs '" + attribute + "' of phys '"
                            + phys.name() + "', which has none",
                    "give " + hint,
                    ObjectPath.net(net.name()).child("settings"),
                    ObjectPath.settings(settings.name())));
        }
    }

    private void addresses(Net net, Settings.Tunnel tunnel, List<Phys> physes) {
        Map<IpAddress, Phys> byAddress = new HashMap<>();
        for (Phys phys : physes) {
            Phys first = byAddress.putIfAbsent(ip(phys), phys);
            if (first != null && said.add(List.of(first.name(), phys.name()))) {
                found.accept(Problem.clash(
                        ProblemCode.PHYS_IP_DUPLICATE,
                        ObjectPath.phys(phys.name()).child("ip"),
                        "physes '" + first.name() + "' and '" + phys.name() + "' of net '" + net.name()
                                + "' have one address, " + ip(phys),
                        "give each its own",
                        ObjectPath.phys(first.name()).child("ip"),
                        ObjectPath.net(net.name()).child("attach")));
            }
        }
        physes.stream()
                .filter(p -> !ip(p).sameVersion(ip(physes.getFirst())))
                .findFirst()
                .ifPresent(other -> mixed(net, physes.getFirst(), other));
        if (tunnel instanceof Settings.VxlanMcast mcast && !physes.isEmpty()) {
            group(net, mcast, physes.getFirst());
        }
    }

    private void mixed(Net net, Phys first, Phys other) {
        found.accept(Problem.clash(
                ProblemCode.IP_VERSIONS_MIXED,
                ObjectPath.net(net.name()).child("attach", other.name()),
                "phys '" + first.name() + "' has " + version(ip(first)) + " and phys '" + other.name() + "' "
                        + version(ip(other)),
                "the physes of one net have one IP version",
                ObjectPath.phys(other.name()).child("ip"),
                ObjectPath.phys(first.name()).child("ip")));
    }

    private void group(Net net, Settings.VxlanMcast mcast, Phys phys) {
        if (!mcast.mcastIp().sameVersion(ip(phys)) && said.add(List.of(mcast.name()))) {
            found.accept(Problem.clash(
                    ProblemCode.MCAST_IP_VERSION,
                    ObjectPath.settings(mcast.name()).child("mcast_ip"),
                    "the group " + mcast.mcastIp() + " is " + version(mcast.mcastIp()) + ", but phys '" + phys.name()
                            + "' of net '" + net.name() + "' has " + version(ip(phys)),
                    "group and physes have one IP version",
                    ObjectPath.phys(phys.name()).child("ip")));
        }
    }

    private static String version(IpAddress ip) {
        return switch (ip) {
            case Ipv4Address _ -> "IPv4";
            case Ipv6Address _ -> "IPv6";
        };
    }

    private static IpAddress ip(Phys phys) {
        return phys.ip().orElseThrow();
    }
}
