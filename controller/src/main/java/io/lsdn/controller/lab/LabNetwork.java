package io.lsdn.controller.lab;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.RecommendedMtu;
import io.lsdn.netmodel.wire.LabPlan;
import io.lsdn.netmodel.wire.LabPlan.Address;
import io.lsdn.netmodel.wire.LabPlan.Cable;
import io.lsdn.netmodel.wire.LabPlan.Daemon;
import io.lsdn.netmodel.wire.LabPlan.End;
import io.lsdn.netmodel.wire.LabPlan.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The network of a lab: a namespace a phys, a namespace a virt, and one for the switches between the physes. A pure function of
 * the topology.
 *
 * <p>Every phys has its underlay interface on one switch, and {@value #MANAGEMENT} on another that the machine itself is on too:
 * that is where its sshd listens. A virt's end of its cable is {@value #VIRT_INTERFACE}; all virts of all nets have addresses of one
 * subnet, so that only the nets themselves keep them apart.
 */
public final class LabNetwork {
    /** The interface of a host by which the controller reaches it. */
    public static final String MANAGEMENT = "mgmt0";

    /** The interface of a virt. */
    public static final String VIRT_INTERFACE = "eth0";

    private static final String UNDERLAY_SWITCH = "underlay";
    private static final String MANAGEMENT_SWITCH = "mgmt";
    private static final int UNDERLAY_MTU = 1500;
    /** 10.99.0.0/16. */
    private static final int VIRTS = 0x0a630000;

    private final String name;
    private final Topology topology;
    private final Ipv6Address subnet;
    private final List<Namespace> namespaces = new ArrayList<>();
    private final List<Cable> cables = new ArrayList<>();
    private final Map<String, IpAddress> hosts = new LinkedHashMap<>();
    private final Map<String, IpAddress> virts = new LinkedHashMap<>();

    /**
     * @param name of the lab; how the names of its namespaces begin
     * @param subnet the /64 of the management network
     */
    public LabNetwork(String name, Topology topology, Ipv6Address subnet) {
        this.name = name;
        this.topology = topology;
        this.subnet = subnet;
        switches();
        topology.physes().values().forEach(this::host);
        topology.nets().values().forEach(n -> n.virts().values().forEach(v -> virt(n, v)));
    }

    /** @param daemon the command of a host's sshd, by the name of its phys */
    public LabPlan plan(Function<String, List<String>> daemon) {
        return new LabPlan(
                name + "-",
                namespaces,
                cables,
                hosts.keySet().stream()
                        .map(h -> new Daemon(host(h), daemon.apply(h)))
                        .toList());
    }

    /** The namespace that is a phys. */
    public String host(String phys) {
        return name + "-" + phys;
    }

    /** The namespace that is a virt. */
    public String virt(String net, String virt) {
        return name + "-" + net + "." + virt;
    }

    /** The management addresses of the hosts by the names of their physes. */
    public Map<String, IpAddress> hosts() {
        return java.util.Collections.unmodifiableMap(hosts);
    }

    /** The addresses of the virts by their namespaces. */
    public Map<String, IpAddress> virts() {
        return java.util.Collections.unmodifiableMap(virts);
    }

    private String switchSpace() {
        return name + "-switch";
    }

    private Address management(int number) {
        return new Address(new Ipv6Address(subnet.high(), number), 64);
    }

    private void switches() {
        namespaces.add(new Namespace(switchSpace(), List.of(UNDERLAY_SWITCH, MANAGEMENT_SWITCH)));
        // Of all names only this one is in the machine's own namespace; the port's is there for a moment.
        var machine = new End(
                Optional.empty(),
                name + "-mgmt",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(management(1)));
        cables.add(new Cable(machine, End.port(switchSpace(), name + "-root", MANAGEMENT_SWITCH)));
    }

    private void host(Phys phys) {
        String space = host(phys.name());
        int number = hosts.size() + 2;
        namespaces.add(new Namespace(space, List.of()));
        var underlay = phys.ip().map(ip -> new Address(ip, prefix(ip))).stream().toList();
        cables.add(new Cable(
                end(space, phys.interfaceName().orElse("eth0"), underlay),
                End.port(switchSpace(), "u" + number, UNDERLAY_SWITCH)));
        cables.add(new Cable(
                end(space, MANAGEMENT, List.of(management(number))),
                End.port(switchSpace(), "m" + number, MANAGEMENT_SWITCH)));
        hosts.put(phys.name(), management(number).ip());
    }

    private static End end(String space, String link, List<Address> addresses) {
        return new End(Optional.of(space), link, Optional.empty(), Optional.empty(), Optional.empty(), addresses);
    }

    private void virt(Net net, Virt virt) {
        if (virt.interfaceName().isEmpty()) {
            return;
        }
        String space = virt(net.name(), virt.name());
        var address = new Address(new Ipv4Address(VIRTS + virts.size() + 1), 16);
        namespaces.add(new Namespace(space, List.of()));
        cables.add(new Cable(
                new End(
                        Optional.of(space),
                        VIRT_INTERFACE,
                        virt.mac(),
                        Optional.of(mtu(net)),
                        Optional.empty(),
                        List.of(address)),
                new End(
                        Optional.of(host(virt.phys())),
                        virt.interfaceName().get(),
                        Optional.empty(),
                        Optional.of(mtu(net)),
                        Optional.empty(),
                        List.of())));
        virts.put(space, address.ip());
    }

    private int mtu(Net net) {
        int bits = net.attach().stream()
                .map(p -> topology.phys(p).ip())
                .flatMap(Optional::stream)
                .mapToInt(IpAddress::bits)
                .max()
                .orElse(32);
        return RecommendedMtu.of(topology.settingsOf(net), bits, UNDERLAY_MTU);
    }

    /** Long enough to be a local network, short enough that all physes of the topology are in it. */
    private int prefix(IpAddress ip) {
        int shortest = ip.bits() == 32 ? 24 : 64;
        for (Phys other : topology.physes().values()) {
            if (other.ip().filter(ip::sameVersion).isPresent()) {
                shortest = Math.min(
                        shortest, commonBits(ip.bytes(), other.ip().get().bytes()));
            }
        }
        return shortest;
    }

    private static int commonBits(byte[] a, byte[] b) {
        int differing = java.util.Arrays.mismatch(a, b);
        return differing < 0
                ? a.length * 8
                : differing * 8 + Integer.numberOfLeadingZeros((a[differing] ^ b[differing]) & 0xff) - 24;
    }
}
