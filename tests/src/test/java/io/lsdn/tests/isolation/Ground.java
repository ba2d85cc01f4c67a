package io.lsdn.tests.isolation;

import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabVirt;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where attacks take place: net {@code s} (vid 7) on hosts a and b, net {@code t} (vid 8) on a and c, whose virts have the MACs
 * and addresses of those of {@code s}; host d is on the underlay and in no net.
 *
 * @param type the technology of both nets; {@code direct} has the first only
 * @param version of the underlay: 4 or 6
 * @param devices of host a, by name: their MACs
 */
record Ground(String type, int version, Map<String, String> devices) {
    static final String S1 = "02:00:00:00:00:11";
    static final String S2 = "02:00:00:00:00:12";
    static final String S3 = "02:00:00:00:00:13";
    static final int VID_S = 7;
    static final int VID_T = 8;

    static final List<LabVirt> VIRTS = List.of(
            LabVirt.of("s1", "a", "taps1", S1, "10.9.0.1/24"),
            LabVirt.of("s2", "b", "taps2", S2, "10.9.0.2/24"),
            LabVirt.of("s3", "a", "taps3", S3, "10.9.0.3/24"),
            LabVirt.of("t1", "a", "tapt1", S1, "10.9.0.1/24"),
            LabVirt.of("t2", "c", "tapt2", S2, "10.9.0.2/24"));

    boolean isStatic() {
        return type.equals("vxlan/static") || type.equals("geneve");
    }

    boolean isTunnel() {
        return type.startsWith("vxlan") || type.startsWith("geneve");
    }

    boolean isDirect() {
        return type.equals("direct");
    }

    String underlay() {
        return isDirect() ? "eth1" : "eth0";
    }

    int port() {
        return type.startsWith("vxlan") ? 4789 : 6081;
    }

    String address(int host) {
        return version == 4 ? "172.16.0." + host : "fd00:16::" + host;
    }

    /** The MAC of a host's underlay interface. */
    static String underlayMac(int host) {
        return "02:10:00:00:00:0" + host;
    }

    /** What a host would hand to the technology's device. */
    Packet encapsulated(int vid, Packet inner) {
        return type.startsWith("vxlan") ? inner.vxlan(vid) : inner.geneve(vid);
    }

    /** A learning net floods what it does not know; a static one does not. */
    Set<String> ifFlooded(String... virts) {
        return isStatic() ? Set.of() : Set.of(virts);
    }

    String topology(List<LabHost> hosts) {
        var text = new StringBuilder("settings:\n  default: {type: " + type
                + (type.equals("vxlan/mcast") ? ", mcast_ip: '" + group() + "'" : "") + "}\nphyses:\n");
        for (LabHost host : hosts.subList(0, 3)) {
            text.append("  %s: {if: %s, ip: '%s'}\n".formatted(host.name(), underlay(), address(host.number())));
        }
        text.append("nets:\n");
        for (String net : isDirect() ? List.of("s") : List.of("s", "t")) {
            text.append("  %s:\n    vid: %d\n    port_security: true\n    virts:\n"
                    .formatted(net, net.equals("s") ? VID_S : VID_T));
            VIRTS.stream()
                    .filter(v -> v.name().startsWith(net))
                    .forEach(v -> text.append("      %s: {phys: %s, if: %s, mac: '%s'}\n"
                            .formatted(v.name(), v.host(), v.ifName(), v.mac())));
        }
        return text.toString();
    }

    String group() {
        return version == 4 ? "239.1.1.1" : "ff05::1:1";
    }
}
