package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;

/** What all learning technologies share: a bridge a net, with the virts and one or more uplinks as its ports. */
final class Bridged {
    private Bridged() {}

    /** The net's bridge. */
    static List<KernelObject> bridge(Attachment a, String name) {
        var objects = new ArrayList<KernelObject>();
        objects.add(new Link(name, new LinkKind.Bridge(false), a.alias("bridge")));
        objects.add(new LinkSetting.AddrGenMode(name, LinkSetting.AddrGenMode.NONE));
        objects.addAll(Isolation.bridge(a, name));
        objects.add(new LinkSetting.Up(name));
        return objects;
    }

    /** A link as a port of the bridge: without addresses of its own, and up once it is in. */
    static List<KernelObject> port(String link, String bridge) {
        return List.of(
                new LinkSetting.AddrGenMode(link, LinkSetting.AddrGenMode.NONE),
                new LinkSetting.Master(link, bridge),
                new LinkSetting.Up(link));
    }

    /** A link of ours by which the net leaves the machine: a port that what the host itself sends does not pass. */
    static List<KernelObject> uplink(Attachment a, String link, String bridge) {
        var objects = new ArrayList<>(Isolation.silent(a, link));
        objects.addAll(port(link, bridge));
        return objects;
    }

    /** The virts that live here and have an interface, with what stands between them and the net. */
    static List<KernelObject> virts(Attachment a, String bridge) {
        var objects = new ArrayList<KernelObject>();
        for (Virt virt : a.localVirts()) {
            objects.addAll(Policy.bridged(a, virt));
            Policy.port(a, virt).ifPresent(p -> objects.addAll(port(p, bridge)));
        }
        return objects;
    }
}
