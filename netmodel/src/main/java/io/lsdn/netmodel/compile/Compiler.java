package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compiles a topology for one machine. A pure function: names and numbers depend only on the object that they are for,
 * so a change of the model changes only its own objects.
 */
public final class Compiler {
    private Compiler() {}

    /**
     * @param topology valid, as {@link io.lsdn.netmodel.validate} says; a {@link Topology#slice} does
     * @param claimed the physes that the machine is
     * @return what its kernel should hold, in the order in which it can be made
     */
    public static KernelState compile(Topology topology, Set<String> claimed) {
        return compile(topology, claimed, MachineFacts.usual(claimed));
    }

    /** The same for a machine of which more is known. */
    public static KernelState compile(Topology topology, Set<String> claimed, MachineFacts facts) {
        var objects = new ArrayList<KernelObject>();
        var names = new LinkNames();
        BlockNumbers blocks = BlockNumbers.of(topology, claimed);
        for (Net net : topology.nets().values()) {
            for (String phys : net.attach()) {
                if (claimed.contains(phys)) {
                    objects.addAll(
                            attachment(new Attachment(topology, net, topology.phys(phys), names, blocks, facts)));
                }
            }
        }
        return KernelState.of(objects);
    }

    private static List<KernelObject> attachment(Attachment a) {
        return switch (a.technology()) {
            case Settings.Direct _ -> Direct.compile(a);
            case Settings.VxlanE2e s -> VxlanE2e.compile(a, s);
            case Settings.VxlanMcast s -> VxlanMcast.compile(a, s);
            case Settings.Vlan _ -> Vlan.compile(a);
            case Settings.VxlanStatic s -> StaticTunnel.vxlan(a, s);
            case Settings.Geneve s -> StaticTunnel.geneve(a, s);
            case Settings.GeneveE2e s -> GeneveE2e.compile(a, s);
        };
    }
}
