package io.lsdn.tests.labkernel;

import io.lsdn.tests.lab.LabDirectory;
import io.lsdn.tests.lab.LabDirectory.Management;
import io.lsdn.tests.lab.LabDirectory.ManagementBridge;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The guest's management network: qemu's user-mode networking forwards a port of 127.0.0.1 to the sshd of each host, and one
 * to the guest's own. Its ARP table has 16 places (libslirp's ARP_TABLE_SIZE) and one host too many makes it ask before
 * every packet, so a card serves at most 14 hosts.
 *
 * @param controlPort of 127.0.0.1, where the guest's root namespace answers
 */
record GuestNetwork(List<LabHost> hosts, int controlPort) {
    private static final int HOSTS_A_CARD = 14;
    private static final String GUEST_DIRECTORY = "/lab";
    private static final String CONTROL_ADDRESS = "10.0.2.15";

    GuestNetwork {
        hosts = List.copyOf(hosts);
    }

    static GuestNetwork plan(LabSpec spec, LabDirectory directory) {
        List<Integer> ports = FreePorts.find(spec.hosts().size() + 1);
        List<LabHost> hosts = new ArrayList<>();
        List<String> known = new ArrayList<>();
        known.add(directory.makeHostKey("control", "127.0.0.1", ports.getFirst()));
        for (String name : spec.hosts()) {
            int number = hosts.size() + 1;
            int port = ports.get(number);
            known.add(directory.makeHostKey(name, "127.0.0.1", port));
            hosts.add(new LabHost(
                    number,
                    name,
                    name,
                    "127.0.0.1",
                    port,
                    directory.userKey(),
                    directory.knownHosts(),
                    "/var/lib/lsdn-lab/" + name));
        }
        GuestNetwork network = new GuestNetwork(hosts, ports.getFirst());
        directory.writeKnownHosts(known);
        // A key exchange in emulation takes seconds where others want the processor too.
        directory.writeInventory(hosts, "-o ConnectTimeout=60");
        network.write(spec, directory);
        return network;
    }

    private void write(LabSpec spec, LabDirectory directory) {
        List<ManagementBridge> bridges = new ArrayList<>();
        for (int card = 0; card <= cardOf(hosts.getLast()); card++) {
            bridges.add(new ManagementBridge("mgmt" + card, "10.0.%d.15/24".formatted(2 + card), "eth" + card));
        }
        List<Management> managements = hosts.stream()
                .map(h -> new Management(h, "mgmt" + cardOf(h), address(h) + "/24"))
                .toList();
        String configuration = "id=\nswitch=%s\nunderlays=%d\nrun=/run/lab\ncontrol=%s\n"
                .formatted("switch", spec.underlays(), CONTROL_ADDRESS);
        directory.writeNetwork(bridges, managements, configuration, GUEST_DIRECTORY);
        directory.write("qemu.args", qemuArguments(bridges.size()));
    }

    private String qemuArguments(int cards) {
        StringBuilder lines = new StringBuilder();
        for (int card = 0; card < cards; card++) {
            int its = card;
            String forwards = hosts.stream()
                    .filter(h -> cardOf(h) == its)
                    .map(h -> forward(h.port(), address(h)))
                    .collect(Collectors.joining());
            if (card == 0) {
                forwards += forward(controlPort, CONTROL_ADDRESS);
            }
            lines.append("-netdev\nuser,id=n%d,ipv6=off,net=10.0.%d.0/24%s\n".formatted(card, 2 + card, forwards));
            lines.append("-device\nvirtio-net-pci,netdev=n%d,romfile=\n".formatted(card));
        }
        return lines.toString();
    }

    private static String forward(int port, String address) {
        return ",hostfwd=tcp:127.0.0.1:%d-%s:22".formatted(port, address);
    }

    private static int cardOf(LabHost host) {
        return (host.number() - 1) / HOSTS_A_CARD;
    }

    private static String address(LabHost host) {
        return "10.0.%d.%d".formatted(2 + cardOf(host), 100 + host.number());
    }
}
