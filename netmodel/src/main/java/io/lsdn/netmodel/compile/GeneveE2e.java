package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code geneve/e2e}: a device for each other phys of the net as ports of its bridge. They are isolated from each other: what
 * one phys sent to all of them must not come back to them from here.
 */
final class GeneveE2e {
    private GeneveE2e() {}

    static List<KernelObject> compile(Attachment a, Settings.GeneveE2e s) {
        String subject = a.net().vid() + (s.port() == Settings.GENEVE_PORT ? "" : "." + s.port());
        String bridge = a.names().name('g', subject);
        var objects = new ArrayList<>(Bridged.bridge(a, bridge));
        for (IpAddress remote : a.remotes()) {
            // The kernel has one device a port, VNI and remote; a phys with another address is another device.
            String tunnel = a.names().name('t', subject + "@" + remote);
            objects.add(new Link(
                    tunnel, new LinkKind.Geneve(a.net().vid(), remote, s.port()), a.alias("tunnel to " + remote)));
            objects.addAll(Bridged.uplink(a, tunnel, bridge));
            objects.add(new LinkSetting.Isolated(tunnel));
        }
        objects.addAll(Bridged.virts(a, bridge));
        return objects;
    }
}
