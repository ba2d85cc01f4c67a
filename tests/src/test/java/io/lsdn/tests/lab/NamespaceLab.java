package io.lsdn.tests.lab;

import io.lsdn.tests.lab.LabDirectory.Management;
import io.lsdn.tests.lab.LabDirectory.ManagementBridge;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A lab on this machine's own kernel. Hosts are reached over a management network of IPv6 unique local addresses with a
 * leg in the root namespace: a random one, so that it meets no route that is in use.
 */
public final class NamespaceLab extends NetnsLab {
    private static final int SSH_PORT = 22;
    private static final Duration UP = Duration.ofMinutes(2);

    private final HeldProcess held;

    private NamespaceLab(List<LabHost> hosts, LabDirectory directory, String id, HeldProcess held) {
        super(hosts, directory, RootShell.local(), id);
        this.held = held;
    }

    /** Makes it; needs root, sshd and iproute2. */
    public static NamespaceLab open(LabSpec spec) {
        byte[] random = new byte[7];
        new SecureRandom().nextBytes(random);
        String hex = HexFormat.of().formatHex(random);
        String id = "lt" + hex.substring(10) + "-";
        // No group begins with a zero: ssh writes a shorter one than the known hosts would have.
        String network = "fd%s:f%s:f%s".formatted(hex.substring(0, 2), hex.substring(3, 6), hex.substring(7, 10));
        LabDirectory directory = LabDirectory.create();
        List<LabHost> hosts = write(spec, directory, id, network);
        HeldProcess held = directory.hold(UP, "labnet", "hold");
        return new NamespaceLab(hosts, directory, id, held);
    }

    private static List<LabHost> write(LabSpec spec, LabDirectory directory, String id, String network) {
        List<LabHost> hosts = new ArrayList<>();
        List<Management> managements = new ArrayList<>();
        List<String> known = new ArrayList<>();
        String bridge = id + "mgmt";
        for (String name : spec.hosts()) {
            int number = hosts.size() + 1;
            String address = "%s::1:%x".formatted(network, number);
            String state = directory.path().resolve("state/" + name).toString();
            LabHost host = new LabHost(
                    number, name, id + name, address, SSH_PORT, directory.userKey(), directory.knownHosts(), state);
            known.add(directory.makeHostKey(name, address, SSH_PORT));
            hosts.add(host);
            managements.add(new Management(host, bridge, address + "/64"));
        }
        directory.writeNetwork(
                List.of(new ManagementBridge(bridge, network + "::1/64", "-")),
                managements,
                "id=%s\nswitch=%s\nunderlays=%d\nrun=%s/run\n"
                        .formatted(id, switchNetns(id), spec.underlays(), directory.path()),
                directory.path().toString());
        directory.writeKnownHosts(known);
        directory.writeInventory(hosts, "");
        return hosts;
    }

    @Override
    public void close() {
        held.close();
    }
}
