package io.lsdn.tests.rollout;

import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Topologies over simulated hosts. */
final class RandomNets {
    private RandomNets() {}

    private static Map<String, Phys> physes(int hosts) {
        Map<String, Phys> physes = new LinkedHashMap<>();
        for (int i = 0; i < hosts; i++) {
            String name = "h%03d".formatted(i);
            physes.put(name, new Phys(name, Optional.of("eth0"), Optional.of(SimulatedHosts.ip(i))));
        }
        return physes;
    }

    /** A net a tap: each with a random few of the hosts, whose tap is its virt. */
    static Topology random(int hosts, Random random) {
        Map<String, Phys> physes = physes(hosts);
        Map<String, Net> nets = new LinkedHashMap<>();
        for (int tap = 0; tap < SimulatedHosts.TAPS; tap++) {
            Set<String> attach = new LinkedHashSet<>(physes.keySet());
            attach.removeIf(_ -> random.nextInt(3) > 0);
            nets.put("net" + tap, net("net" + tap, tap + 1, attach));
        }
        return topology(physes, nets);
    }

    /** Nets of four neighbours each, so that a slice stays small. */
    static Topology neighbours(int hosts) {
        Map<String, Phys> physes = physes(hosts);
        Map<String, Net> nets = new LinkedHashMap<>();
        var names = List.copyOf(physes.keySet());
        for (int i = 0; i + 4 <= hosts; i += 4) {
            nets.put("net" + i, net("net" + i, i + 1, new LinkedHashSet<>(names.subList(i, i + 4))));
        }
        return topology(physes, nets);
    }

    private static Net net(String name, int vid, Set<String> attach) {
        Map<String, Virt> virts = new LinkedHashMap<>();
        String tap = "tap" + (vid - 1) % SimulatedHosts.TAPS;
        attach.forEach(phys -> virts.put("v-" + phys, Topologies.virt("v-" + phys, phys, tap)));
        return new Net(name, vid, "default", attach, virts, false, false);
    }

    private static Topology topology(Map<String, Phys> physes, Map<String, Net> nets) {
        return new Topology("lsdn", Map.of("default", new Settings.VxlanE2e("default", 4789)), physes, nets);
    }
}
