package io.lsdn.tests.technologies;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What virts do for each other: addresses by DHCP, and a way into another net. */
final class Services {
    static final String DHCP = "DHCP from one virt to virts on the other hosts";
    static final String GATEWAY = "a gateway with interfaces in this net and the next";

    private Services() {}

    /** On host c, so that who goes through it is on the other two. */
    private static final String GATEWAY_HOST = "c";

    /** The virt on host b is a server; those on a and c ask for addresses. */
    static void dhcp(Field field, Table table) {
        for (Row row : field.rows()) {
            LabVirt server = field.virt(row, "b");
            field.lab().run(server, server(row)).output();
            var got = new ArrayList<String>();
            for (String host : List.of("a", "c")) {
                got.add(field.lab().run(field.virt(row, host), client()).out().strip());
            }
            field.lab()
                    .run(server, "kill $(cat /run/dhcp-" + row.number() + ")")
                    .output();
            boolean all = got.stream().allMatch(ip -> ip.startsWith("10.8." + row.number() + "."));
            table.put(row, DHCP, all && !got.getFirst().equals(got.getLast()) ? Table.GOOD : "got " + got);
        }
    }

    private static String server(Row row) {
        return """
                ip addr add 10.8.%1$d.1/24 dev eth0
                exec dnsmasq --conf-file=/dev/null --port=0 --interface=eth0 --bind-interfaces --no-ping \
                  --dhcp-range=10.8.%1$d.50,10.8.%1$d.99 --dhcp-leasefile=/run/leases-%1$d --pid-file=/run/dhcp-%1$d \
                  --log-facility=/run/dhcp-log-%1$d --user=root
                """.formatted(row.number());
    }

    /** Prints the address that it gets, and takes none. */
    private static String client() {
        return """
                script=$(mktemp)
                printf '#!/bin/sh\\n[ "$1" != bound ] || echo "$ip"\\n' >$script
                chmod +x $script
                busybox udhcpc -i eth0 -n -q -f -t 8 -T 1 -s $script 2>/dev/null
                """;
    }

    /** One for each row: a machine on host c with an interface in the row's net and one in the next row's. */
    static void addGateways(Field field) {
        Lab lab = field.lab();
        LabHost host = lab.host(GATEWAY_HOST);
        List<LabVirt> machines = field.rows().stream().map(Services::gateway).toList();
        lab.addVirts(machines);
        for (Row row : field.rows()) {
            LabVirt machine = gateway(row);
            String inside = lab.namespace(machine);
            lab.run(
                            host,
                            "ip link add gw%dn type veth peer name eth1 address %s netns %s && ip link set gw%dn up"
                                    .formatted(row.number(), mac(row, 2), inside, row.number()))
                    .output();
            lab.run(
                            machine,
                            "ip addr add %s/24 dev eth1; ip link set eth1 up; sysctl -q -w net.ipv4.ip_forward=1"
                                    .formatted(address(next(field, row), 250)))
                    .output();
        }
    }

    private static LabVirt gateway(Row row) {
        return LabVirt.of(
                "gw" + row.number(), GATEWAY_HOST, "gw" + row.number(), mac(row, 1), address(row, 251) + "/24");
    }

    private static String mac(Row row, int leg) {
        return "02:00:00:0%d:%02x:fe".formatted(leg, row.number());
    }

    private static String address(Row row, int last) {
        return "10.9.%d.%d".formatted(row.number(), last);
    }

    private static Row next(Field field, Row row) {
        return field.rows().get(row.number() % field.rows().size());
    }

    /** What the topology has to say of them, by net. */
    static Map<String, String> gateways(Field field) {
        var more = new LinkedHashMap<String, String>();
        for (Row row : field.rows()) {
            more.merge("n" + row.number(), entry(row, "gw" + row.number(), mac(row, 1)), String::concat);
            Row next = next(field, row);
            more.merge("n" + next.number(), entry(next, "gw" + row.number() + "n", mac(row, 2)), String::concat);
        }
        return more;
    }

    private static String entry(Row row, String link, String mac) {
        return "      %s: {phys: %s, if: %s, mac: '%s'}\n".formatted(link, row.phys(GATEWAY_HOST), link, mac);
    }

    /** From the row's virt on host a to the next row's on host b, there and back. */
    static void throughGateways(Field field, Table table) {
        Map<Row, Probe> probes = new LinkedHashMap<>();
        for (Row row : field.rows()) {
            Row next = next(field, row);
            String there = "ip route replace %s/32 via %s".formatted(next.ip("b"), address(row, 251));
            String back = "ip route replace %s/32 via %s".formatted(row.ip("a"), address(next, 250));
            field.lab().run(field.virt(row, "a"), there).output();
            field.lab().run(field.virt(next, "b"), back).output();
            probes.put(row, new Probe(field.virt(row, "a"), next.ip("b")));
        }
        Set<Probe> answered = field.lab().answered(probes.values());
        probes.forEach((row, probe) ->
                table.put(row, GATEWAY, answered.contains(probe) ? Table.GOOD : probe + " was not answered"));
    }
}
