package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What there is to announce when virts come into the learning nets of a machine. A pure function. */
public final class Announcements {
    private Announcements() {}

    /**
     * @param state what the topology compiles to for the claimed physes
     * @param comes whether a link becomes a port of a bridge now
     * @return one for each virt with a known MAC whose port does
     */
    public static List<Announcement> of(
            Topology topology, Set<String> claimed, KernelState state, Predicate<String> comes) {
        var found = new ArrayList<Announcement>();
        for (Net net : topology.nets().values()) {
            if (topology.settingsOf(net).learns()) {
                for (Virt virt : net.virts().values()) {
                    if (claimed.contains(virt.phys()) && virt.mac().isPresent()) {
                        port(virt, state)
                                .filter(m -> comes.test(m.link()))
                                .map(m -> new Announcement(
                                        virt.mac().get(),
                                        m.link(),
                                        uplinks(m.bridge(), topology.phys(virt.phys()), state)))
                                .ifPresent(found::add);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private static Optional<LinkSetting.Master> port(Virt virt, KernelState state) {
        return virt.interfaceName()
                .flatMap(i -> master(i, state).or(() -> master(Shaping.far(new LinkNames(), i), state)));
    }

    private static Optional<LinkSetting.Master> master(String link, KernelState state) {
        return state.get(new ObjectKey.OfSetting(link, LinkSetting.Attribute.MASTER))
                .map(LinkSetting.Master.class::cast);
    }

    private static List<String> uplinks(String bridge, Phys phys, KernelState state) {
        return state.objects().values().stream()
                .filter(o -> o instanceof LinkSetting.Master m && m.bridge().equals(bridge))
                .map(o -> o.key().site())
                .filter(link -> isUplink(link, phys, state))
                .toList();
    }

    private static boolean isUplink(String link, Phys phys, KernelState state) {
        return phys.interfaceName().filter(link::equals).isPresent()
                || state.get(new ObjectKey.OfLink(link))
                        .filter(o -> o instanceof Link l && carriesNets(l.kind()))
                        .isPresent();
    }

    private static boolean carriesNets(LinkKind kind) {
        return switch (kind) {
            case LinkKind.Vxlan _,
                    LinkKind.VxlanExternal _,
                    LinkKind.Geneve _,
                    LinkKind.GeneveExternal _,
                    LinkKind.Vlan _ -> true;
            case LinkKind.Bridge _, LinkKind.Veth _ -> false;
        };
    }
}
