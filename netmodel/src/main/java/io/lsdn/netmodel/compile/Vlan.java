package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import java.util.ArrayList;
import java.util.List;

/** {@code vlan}: an 802.1Q device on the underlay interface, and a bridge over it and the virts. */
final class Vlan {
    private Vlan() {}

    static List<KernelObject> compile(Attachment a) {
        // The kernel has one device an interface and VLAN id, whatever context it is for.
        String subject = a.underlay() + "." + a.net().vid();
        String bridge = a.names().name('l', subject);
        String device = a.names().name('v', subject);
        var objects = new ArrayList<>(Bridged.bridge(a, bridge));
        objects.add(new Link(
                device,
                new LinkKind.Vlan(a.underlay(), a.net().vid()),
                a.alias("VLAN " + a.net().vid())));
        objects.addAll(Bridged.uplink(a, device, bridge));
        objects.addAll(Bridged.virts(a, bridge));
        return objects;
    }
}
