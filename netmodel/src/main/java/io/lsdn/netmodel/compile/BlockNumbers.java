package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The tc blocks of a machine's static nets. A number follows from what the net is on the wire (technology, port, vid), which
 * is unique on a machine over all contexts: nets of the two usual ports have a number each, by construction; what is left of
 * the range is for those of other ports.
 */
final class BlockNumbers {
    private static final int VXLAN = Filter.Block.FIRST_OF_OURS;
    private static final int GENEVE = VXLAN | 1 << 24;
    private static final int OTHERS = VXLAN | 1 << 29;

    private final Map<String, Integer> others;

    private BlockNumbers(Map<String, Integer> others) {
        this.others = others;
    }

    static BlockNumbers of(Topology topology, Set<String> claimed) {
        var subjects = new ArrayList<String>();
        for (Net net : topology.nets().values()) {
            if (topology.settingsOf(net) instanceof Settings.Tunnel t
                    && !t.learns()
                    && !isUsual(t)
                    && net.attach().stream().anyMatch(claimed::contains)) {
                subjects.add(subject(net, t));
            }
        }
        return new BlockNumbers(StableNumbers.assign(subjects, OTHERS, 1 << 29));
    }

    int of(Net net, Settings.Tunnel tunnel) {
        if (!isUsual(tunnel)) {
            return Objects.requireNonNull(others.get(subject(net, tunnel)));
        }
        return (isGeneve(tunnel) ? GENEVE : VXLAN) | net.vid();
    }

    private static boolean isGeneve(Settings.Tunnel tunnel) {
        return tunnel instanceof Settings.Geneve;
    }

    private static boolean isUsual(Settings.Tunnel tunnel) {
        return tunnel.port() == (isGeneve(tunnel) ? Settings.GENEVE_PORT : Settings.VXLAN_PORT);
    }

    private static String subject(Net net, Settings.Tunnel tunnel) {
        return tunnel.type() + " " + tunnel.port() + " " + net.vid();
    }
}
