package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Virtual network ids, as far as they meet on the wire; where they meet in a machine is {@link MachineChecks}'s. */
final class VidChecks {
    /** VNIs have 24 bits (RFC 7348, RFC 8926); 0 is not used. */
    static final int LAST_VNI = (1 << 24) - 1;
    /** IEEE 802.1Q keeps 0 and 4095 for itself. */
    static final int LAST_VLAN_ID = 4094;

    private VidChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        Map<Group, Net> groups = new HashMap<>();
        Map<Integer, Net> vlans = new HashMap<>();
        for (Net net : t.nets().values()) {
            Settings settings = t.settings().get(net.settings());
            inRange(net, settings instanceof Settings.Vlan ? LAST_VLAN_ID : LAST_VNI, found);
            if (settings instanceof Settings.VxlanMcast m) {
                Net first = groups.putIfAbsent(new Group(m.mcastIp(), m.port(), net.vid()), net);
                if (first != null && apart(first, net)) {
                    found.accept(oneGroup(first, net, m));
                }
            }
            if (settings instanceof Settings.Vlan) {
                Net first = vlans.putIfAbsent(net.vid(), net);
                if (first != null && apart(first, net)) {
                    found.accept(oneVlan(first, net));
                }
            }
        }
    }

    private static void inRange(Net net, int last, Consumer<Problem> found) {
        if (net.vid() < 1 || net.vid() > last) {
            found.accept(Problem.of(
                    ProblemCode.VID_OUT_OF_RANGE,
                    path(net),
                    net.vid() + (last == LAST_VLAN_ID ? " is not a VLAN id" : " is not a virtual network id"),
                    "1 to " + last + " is",
                    ObjectPath.net(net.name()).child("settings"),
                    ObjectPath.settings(net.settings())));
        }
    }

    /** On one phys the same vid is an error of another kind. */
    private static boolean apart(Net a, Net b) {
        return Collections.disjoint(a.attach(), b.attach());
    }

    private static Problem oneGroup(Net first, Net net, Settings.VxlanMcast m) {
        return Problem.clash(
                ProblemCode.VID_DUPLICATE,
                path(net),
                "nets '" + first.name() + "' and '" + net.name() + "' have vid " + net.vid()
                        + " in one multicast group (" + m.mcastIp() + " port " + m.port()
                        + "): each would hear the other",
                "give each its own vid, or settings of another mcast_ip or port",
                path(first),
                ObjectPath.settings(first.settings()),
                ObjectPath.settings(net.settings()));
    }

    private static Problem oneVlan(Net first, Net net) {
        return Problem.clash(
                ProblemCode.VLAN_ID_SHARED,
                path(net),
                "nets '" + first.name() + "' and '" + net.name() + "' have VLAN id " + net.vid()
                        + " on different physes: where these share a wire, they are one network",
                "give each its own vid if they do",
                path(first),
                ObjectPath.net(net.name()).child("settings"),
                ObjectPath.net(first.name()).child("settings"));
    }

    private static ObjectPath path(Net net) {
        return ObjectPath.net(net.name()).child("vid");
    }

    private record Group(IpAddress address, int port, int vid) {}
}
