package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.wire.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a kernel has once only and somebody else has already: VNIs, VLAN ids, UDP ports, clsacts, tc blocks. Pure. */
final class Clashes {
    private final String context;
    private final Observation actual;
    private final Ownership ours;
    private final Set<Integer> udpPorts;
    private final List<Fault> found = new ArrayList<>();

    private Clashes(String context, KernelState desired, Observation actual, Set<Integer> udpPorts) {
        this.context = context;
        this.actual = actual;
        this.ours = new Ownership(context, KernelState.EMPTY, actual);
        this.udpPorts = udpPorts;
        for (KernelObject o : desired.objects().values()) {
            if (o instanceof Link link) {
                link(link);
            } else if (o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact clsact) {
                block(clsact);
            }
        }
    }

    static List<Fault> find(String context, KernelState desired, Observation actual, Set<Integer> udpPorts) {
        return List.copyOf(new Clashes(context, desired, actual, udpPorts).found);
    }

    private void link(Link wanted) {
        switch (wanted.kind()) {
            case LinkKind.Vxlan v -> tunnel(wanted, v.port(), Optional.of(v.vni()), Map.of());
            case LinkKind.VxlanExternal v -> tunnel(wanted, v.port(), Optional.empty(), Map.of());
            case LinkKind.Geneve(int vni, IpAddress remote, int port) ->
                tunnel(wanted, port, Optional.of(vni), Map.of("remote", remote.toString()));
            case LinkKind.GeneveExternal g -> tunnel(wanted, g.port(), Optional.empty(), Map.of());
            case LinkKind.Vlan(String parent, int vid) -> vlan(parent, vid);
            case LinkKind.Bridge _, LinkKind.Veth _ -> {}
        }
    }

    /** @param vni empty for a device that takes its port whole */
    private void tunnel(Link wanted, int port, Optional<Integer> vni, Map<String, String> more) {
        port(wanted, port);
        for (LinkFacts l : actual.links().values()) {
            if (isOthers(l) && l.kind().equals(Optional.of(wanted.kind().word())) && has(l, "dstport", port)) {
                if (vni.isEmpty() || l.attributes().containsKey("external")) {
                    found.add(new Fault(
                            "udp-port-clash",
                            "link " + l.name() + owner(l) + " has UDP port " + port + ", and link " + wanted.name()
                                    + " can not share it",
                            "choose another port in the settings, or remove it"));
                } else if (has(l, "id", vni.get()) && l.attributes().entrySet().containsAll(more.entrySet())) {
                    found.add(new Fault(
                            "vni-clash",
                            "link " + l.name() + " already has VNI " + vni.get() + " on UDP port " + port + owner(l),
                            "choose another vid or port, or remove it"));
                }
            }
        }
    }

    /**
     * A program on the port would keep the kernel from listening there, when the link comes up. Where a tunnel of that kind
     * and port is already, the kernel listens itself.
     */
    private void port(Link wanted, int port) {
        boolean kernelsOwn = actual.links().values().stream()
                .anyMatch(l -> has(l, "dstport", port)
                        && (!isOthers(l)
                                || l.kind().equals(Optional.of(wanted.kind().word()))));
        if (udpPorts.contains(port) && !kernelsOwn) {
            found.add(new Fault(
                    "udp-port-clash",
                    "UDP port " + port + " is in use by a program here, and link " + wanted.name() + " needs it",
                    "see which with 'ss -ulpn sport = :" + port + "', or choose another port in the settings"));
        }
    }

    private void vlan(String parent, int vid) {
        for (LinkFacts l : actual.links().values()) {
            if (isOthers(l)
                    && l.kind().equals(Optional.of("vlan"))
                    && parent.equals(l.attributes().get("link"))
                    && has(l, "id", vid)) {
                found.add(new Fault(
                        "vlan-clash",
                        "link " + l.name() + " already is VLAN " + vid + " of " + parent + owner(l),
                        "choose another vid, or remove it: 'ip link del " + l.name() + "'"));
            }
        }
    }

    /** A block's filters are one owner's. */
    private void block(Qdisc.Clsact clsact) {
        if (clsact.ingressBlock().isEmpty()) {
            return;
        }
        var block = new Filter.Block(clsact.ingressBlock().get());
        List<Filter> filters = actual.state().objects().values().stream()
                .filter(o -> o instanceof Filter f && f.place().equals(block))
                .map(Filter.class::cast)
                .toList();
        boolean isOurs = filters.stream().anyMatch(f -> Ownership.isMarked(context, f));
        if (filters.stream().anyMatch(f -> !isOurs || isOthers(f))) {
            found.add(new Fault(
                    "block-clash",
                    "tc block " + block.number() + " has filters that are not ours",
                    "see them with 'tc filter show block " + block.number() + "'"));
        }
    }

    /** Of another context. One without a mark in a block of ours is drift, and repaired. */
    private boolean isOthers(Filter f) {
        return Mark.ofCookie(f.cookie()).filter(c -> !c.equals(context)).isPresent();
    }

    private boolean isOthers(LinkFacts link) {
        return !ours.ofLink(link.name());
    }

    private static boolean has(LinkFacts link, String attribute, int value) {
        return String.valueOf(value).equals(link.attributes().get(attribute));
    }

    private static String owner(LinkFacts link) {
        return link.alias()
                .flatMap(Mark::ofAlias)
                .map(m -> " (it is of context " + m.context() + ")")
                .orElse("");
    }
}
