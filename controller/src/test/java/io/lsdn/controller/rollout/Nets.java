package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topologies for tests, built up net by net. */
final class Nets {
    private final Map<String, Phys> physes = new LinkedHashMap<>();
    private final Map<String, Net> nets = new LinkedHashMap<>();

    /** Physes of these names. */
    static Nets over(String... names) {
        var made = new Nets();
        for (String name : names) {
            byte[] ip = {10, 0, (byte) (made.physes.size() >> 8), (byte) made.physes.size()};
            made.physes.put(name, new Phys(name, Optional.of("eth0"), Optional.of(IpAddress.of(ip))));
        }
        return made;
    }

    /** A vxlan/e2e net with a virt on each of these physes. */
    Nets net(String name, int vid, String... on) {
        Map<String, Virt> virts = new LinkedHashMap<>();
        for (String phys : on) {
            virts.put("v-" + phys, virt("v-" + phys, phys, "tap" + vid));
        }
        nets.put(name, new Net(name, vid, "default", new LinkedHashSet<>(List.of(on)), virts, false, false));
        return this;
    }

    private static Virt virt(String name, String phys, String interfaceName) {
        return new Virt(
                name,
                phys,
                Optional.of(interfaceName),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ArrayList<>(),
                Optional.empty(),
                Optional.empty());
    }

    Topology done() {
        return new Topology("lsdn", Map.of("default", new Settings.VxlanE2e("default", 4789)), physes, nets);
    }
}
