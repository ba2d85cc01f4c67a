package io.lsdn.hostrunner.fake;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.MacAddress;
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

/** Topologies over three physes a, b and c whose virts use the interfaces tap0 to tap5 of phys a. */
public final class Topologies {
    private static final IpAddress GROUP = new Ipv4Address(0xefefef01);

    private Topologies() {}

    /** The underlay address of phys number {@code i}. */
    public static IpAddress ip(int i) {
        return new Ipv4Address(0xac100001 + i);
    }

    /** A machine that can be phys a of any of these. */
    public static FakeKernel kernelOfA() {
        var kernel = new FakeKernel().withInterface("eth0", ip(0)).withInterface("eth1");
        for (int i = 0; i < 6; i++) {
            kernel.withInterface("tap" + i);
        }
        return kernel;
    }

    private static Phys phys(String name, int i) {
        return new Phys(name, Optional.of(i == 3 ? "eth1" : "eth0"), Optional.of(ip(i)));
    }

    public static Virt virt(String name, String phys, String interfaceName) {
        return new Virt(
                name,
                phys,
                Optional.of(interfaceName),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** One vxlan/e2e net with the given virts of phys a. */
    public static Topology e2e(String... taps) {
        var virts = new LinkedHashMap<String, Virt>();
        for (String tap : taps) {
            virts.put("v-" + tap, virt("v-" + tap, "a", tap));
        }
        var net = new Net("shop", 7, "default", new LinkedHashSet<>(List.of("a", "b", "c")), virts, false, false);
        return new Topology(
                "lsdn",
                Map.of("default", new Settings.VxlanE2e("default", 4789)),
                Map.of("a", phys("a", 0), "b", phys("b", 1), "c", phys("c", 2)),
                Map.of("shop", net));
    }

    /** Any valid topology. */
    public static Topology random(Random random) {
        // Two that have one UDP port and exclude each other: now this one, now that one.
        boolean turned = random.nextBoolean();
        Map<String, Settings> settings = Map.of(
                "default", new Settings.VxlanE2e("default", 4789),
                "other", turned ? new Settings.VxlanStatic("other", 4790) : new Settings.VxlanE2e("other", 4790),
                "group", new Settings.VxlanMcast("group", GROUP, 4791),
                "wire", new Settings.Direct("wire"),
                "static", new Settings.VxlanStatic("static", 4795),
                "geneve", new Settings.Geneve("geneve", 6081),
                "devices", turned ? new Settings.Geneve("devices", 6082) : new Settings.GeneveE2e("devices", 6082),
                "tags", new Settings.Vlan("tags"));
        Map<String, Phys> physes = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            physes.put(String.valueOf((char) ('a' + i)), phys(String.valueOf((char) ('a' + i)), i));
        }
        physes.put("w", new Phys("w", Optional.of("eth1"), Optional.empty()));
        var taps = new java.util.ArrayList<>(List.of("tap0", "tap1", "tap2", "tap3", "tap4", "tap5"));
        java.util.Collections.shuffle(taps, random);
        var nets = new LinkedHashMap<String, Net>();
        for (String kind : List.of("default", "other", "group", "wire", "static", "geneve", "devices", "tags")) {
            if (random.nextInt(3) > 0) {
                nets.put(kind + "-net", net(random, kind, taps));
            }
        }
        return new Topology("lsdn", settings, physes, nets);
    }

    /** With a MAC that follows from the name. */
    private static Virt withMac(Virt v) {
        return new Virt(
                v.name(),
                v.phys(),
                v.interfaceName(),
                Optional.of(new MacAddress(0x0200_0000_0000L | v.name().hashCode() & 0xffff_ffffL)),
                v.rateIn(),
                v.rateOut(),
                v.rules(),
                v.portSecurity(),
                v.setMtu());
    }

    private static Net net(Random random, String kind, List<String> taps) {
        String local = kind.equals("wire") ? "w" : "a";
        var attach = new LinkedHashSet<>(Set.of(local));
        if (!kind.equals("wire")) {
            for (String other : List.of("b", "c")) {
                if (random.nextBoolean()) {
                    attach.add(other);
                }
            }
        }
        var virts = new LinkedHashMap<String, Virt>();
        for (int i = random.nextInt(3); i > 0 && !taps.isEmpty(); i--) {
            String tap = taps.removeLast();
            virts.put("v-" + tap, withMac(virt("v-" + tap, local, tap)));
        }
        if (!kind.equals("wire")) {
            for (int i = random.nextInt(4); i > 0; i--) {
                String remote = attach.contains("b") ? "b" : "c";
                if (attach.contains(remote)) {
                    virts.put("r-" + i, withMac(virt("r-" + i, remote, "tap" + i)));
                }
            }
        }
        return new Net(kind + "-net", 1 + random.nextInt(3), kind, attach, virts, false, false);
    }
}
