package io.lsdn.tests.technologies;

import io.lsdn.tests.lab.LabVirt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code set_mtu: true}: what the hosts' ends of virts get, and whether full frames of that size arrive. */
final class Mtus {
    static final String COLUMN = "set_mtu, and full frames arrive";

    private static final int UNDERLAY = 1500;
    /** Of an echo request: an IPv4 header and an ICMP one. */
    private static final int HEADERS = 28;

    private Mtus() {}

    /** By net. */
    static Map<String, String> options(Field field) {
        var more = new LinkedHashMap<String, String>();
        field.rows().forEach(row -> more.put("n" + row.number(), "    set_mtu: true\n"));
        return more;
    }

    /** Outer Ethernet is not counted; the inner one, UDP, the tunnel's header and an IP header are. */
    private static int meant(Row row) {
        boolean tunnel = row.type().startsWith("vxlan") || row.type().startsWith("geneve");
        return tunnel ? UNDERLAY - (row.version() == 4 ? 50 : 70) : UNDERLAY;
    }

    static void tryThem(Field field, Table table) {
        for (Row row : field.rows()) {
            int meant = meant(row);
            var told = new ArrayList<String>();
            for (String host : List.of("b", "c")) {
                LabVirt virt = field.virt(row, host);
                String mtu = field.lab()
                        .run(field.lab().host(host), "cat /sys/class/net/" + virt.ifName() + "/mtu")
                        .output()
                        .strip();
                if (!mtu.equals(String.valueOf(meant))) {
                    told.add(virt.ifName() + " has " + mtu);
                }
                field.lab().run(virt, "ip link set eth0 mtu " + meant).output();
            }
            String ping = "ping -n -c 3 -i 0.2 -W 5 -M do -s " + (meant - HEADERS) + " " + row.ip("c");
            if (!field.lab().run(field.virt(row, "b"), ping).succeeded()) {
                told.add("full frames do not arrive");
            }
            table.put(row, COLUMN, told.isEmpty() ? Table.GOOD + ", " + meant : told.toString());
        }
    }
}
