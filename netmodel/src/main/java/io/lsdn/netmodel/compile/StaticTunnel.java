package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The metadata device that the static nets of one technology and port share on a machine. It lets in what carries the vid of a
 * net and comes from a phys of that net, and nothing else; a vid is unique on it, so chains go by vid.
 */
final class StaticTunnel {
    /** Priorities of chain 0: one mask each. */
    private static final int FROM_IPV4 = 1;

    private static final int FROM_IPV6 = 2;

    /** Above every vid. */
    private static final int COPIES = 1 << 24;

    private StaticTunnel() {}

    static List<KernelObject> vxlan(Attachment a, Settings.VxlanStatic s) {
        return compile(a, s, 'X', new LinkKind.VxlanExternal(s.port()));
    }

    static List<KernelObject> geneve(Attachment a, Settings.Geneve s) {
        return compile(a, s, 'G', new LinkKind.GeneveExternal(s.port()));
    }

    private static List<KernelObject> compile(Attachment a, Settings.Tunnel s, char role, LinkKind device) {
        String tunnel = a.names().name(role, String.valueOf(s.port()));
        var objects = new ArrayList<KernelObject>();
        // The same for every net that uses it: an object that is said twice is one.
        objects.add(
                new Link(tunnel, device, new Mark(a.topology().context(), s.type() + " on port " + s.port()).alias()));
        objects.add(new LinkSetting.AddrGenMode(tunnel, LinkSetting.AddrGenMode.NONE));
        objects.add(new Qdisc(tunnel, new Qdisc.Clsact(Optional.empty(), Optional.empty())));
        objects.add(ingress(a, tunnel).dropRest());
        objects.add(new LinkSetting.Up(tunnel));
        objects.addAll(StaticNet.compile(a, s, tunnel));
        return objects;
    }

    /** Chain 0 of what the tunnel brings. */
    static Chain ingress(Attachment a, String tunnel) {
        return new Chain(new Filter.Ingress(tunnel), 0, a.cookie());
    }

    /** The chain of a net for what the tunnel brings it. */
    static int arrival(Net net) {
        return net.vid();
    }

    /** The chain of a net for what the tunnel brings to many. */
    static int copies(Net net) {
        return COPIES | net.vid();
    }

    /** The physes from which a net takes frames. */
    static List<KernelObject> admissions(Attachment a, String tunnel) {
        Chain ingress = ingress(a, tunnel);
        var objects = new ArrayList<KernelObject>();
        for (IpAddress remote : a.remotes()) {
            int prio = switch (remote) {
                case Ipv4Address _ -> FROM_IPV4;
                case Ipv6Address _ -> FROM_IPV6;
            };
            objects.add(ingress.filter(
                    prio, Match.Flower.tunnel(a.net().vid(), remote), List.of(new Action.GotoChain(arrival(a.net())))));
        }
        return objects;
    }
}
