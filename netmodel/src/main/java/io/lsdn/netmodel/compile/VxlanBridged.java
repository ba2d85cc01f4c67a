package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Settings;
import java.util.ArrayList;
import java.util.List;

/** A learning VXLAN device and a bridge for one net: what {@code vxlan/e2e} and {@code vxlan/mcast} share. */
final class VxlanBridged {
    /** What a VXLAN device has by itself, however much the underlay carries. */
    private static final int USUAL_MTU = 1500;

    private VxlanBridged() {}

    /** The net's identity on the wire. The kernel has one device a port and VNI, whatever context it is for. */
    private static String subject(Attachment a, Settings.Tunnel s) {
        return a.net().vid() + (s.port() == Settings.VXLAN_PORT ? "" : "." + s.port());
    }

    static String tunnel(Attachment a, Settings.Tunnel s) {
        return a.names().name('x', subject(a, s));
    }

    static List<KernelObject> compile(Attachment a, Settings.Tunnel s, LinkKind.Vxlan device) {
        String bridge = a.names().name('b', subject(a, s));
        var objects = new ArrayList<>(Bridged.bridge(a, bridge));
        objects.add(new Link(tunnel(a, s), device, a.alias("tunnel")));
        if (a.net().setMtu()) {
            a.recommendedMtu()
                    .filter(mtu -> mtu > USUAL_MTU)
                    .ifPresent(mtu -> objects.add(new LinkSetting.Mtu(tunnel(a, s), mtu)));
        }
        objects.addAll(Bridged.uplink(a, tunnel(a, s), bridge));
        objects.addAll(Bridged.virts(a, bridge));
        objects.addAll(IsolationUnderlay.senders(a, s, tunnel(a, s)));
        return objects;
    }
}
