package io.lsdn.tests.technologies;

import io.lsdn.tests.lab.LabVirt;
import java.util.ArrayList;
import java.util.List;

/**
 * One technology over one IP version: a net with a virt on each of the hosts a, b and c.
 *
 * @param number from 1; its virts have the addresses 10.9.NUMBER.1 to .3 and fd09::NUMBER:1 to :3
 * @param version of the underlay
 */
record Row(int number, String type, int version) {
    static final List<String> HOSTS = List.of("a", "b", "c");

    private static final List<String> TYPES =
            List.of("direct", "vlan", "vxlan/mcast", "vxlan/e2e", "vxlan/static", "geneve", "geneve/e2e");

    /** Each technology over IPv4. */
    static List<Row> ipv4() {
        var rows = new ArrayList<Row>();
        TYPES.forEach(type -> rows.add(new Row(rows.size() + 1, type, 4)));
        return List.copyOf(rows);
    }

    /** And those that have an underlay address over IPv6 too. */
    static List<Row> all() {
        var rows = new ArrayList<>(ipv4());
        TYPES.stream()
                .filter(type -> type.startsWith("vxlan") || type.startsWith("geneve"))
                .forEach(type -> rows.add(new Row(rows.size() + 1, type, 6)));
        return List.copyOf(rows);
    }

    boolean isDirect() {
        return type.equals("direct");
    }

    /** Technologies that exclude each other on one UDP port have ports of their own here. */
    String settings() {
        return switch (type) {
            case "vxlan/mcast" ->
                "{type: vxlan/mcast, port: 4790, mcast_ip: '%s'}".formatted(version == 4 ? "239.1.1.1" : "ff05::1:1");
            case "vxlan/static" -> "{type: vxlan/static, port: 4791}";
            case "geneve/e2e" -> "{type: geneve/e2e, port: 6082}";
            default -> "{type: " + type + "}";
        };
    }

    /** A host is a phys an IP version, and one for what takes an interface whole. */
    String phys(String host) {
        return isDirect() ? host + "-direct" : version == 6 ? host + "-6" : host;
    }

    LabVirt virt(String host) {
        int n = HOSTS.indexOf(host) + 1;
        return LabVirt.of(
                "r" + number + host,
                host,
                "r%d%s".formatted(number, host),
                mac(n),
                ip(host) + "/16",
                ip6(host) + "/64");
    }

    private String mac(int n) {
        return "02:00:00:00:%02x:%02x".formatted(number, n);
    }

    String ip(String host) {
        return "10.9.%d.%d".formatted(number, HOSTS.indexOf(host) + 1);
    }

    String ip6(String host) {
        return "fd09::%d:%d".formatted(number, HOSTS.indexOf(host) + 1);
    }

    @Override
    public String toString() {
        boolean hasAddress = type.startsWith("vxlan") || type.startsWith("geneve");
        return type + (hasAddress ? " IPv" + version : "");
    }
}
