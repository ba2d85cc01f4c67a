package io.lsdn.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every lab does, whichever kernel holds it. */
public abstract class LabContract {
    /** A lab with hosts a and b and two underlays, shared by the tests of a class. */
    protected abstract Lab lab();

    @Test
    void each_hosts_own_sshd_answers_from_outside() {
        for (LabHost host : lab().hosts()) {
            String addresses = lab().ssh(host, "ip -o addr show dev eth0").output();
            assertTrue(addresses.contains(host.underlay4() + "/24"), addresses);
            assertTrue(addresses.contains(host.underlay6() + "/64"), addresses);
        }
    }

    @Test
    void hosts_reach_each_other_over_both_underlays_and_both_ip_versions() {
        LabHost a = lab().host("a");
        for (String address : List.of("172.16.0.2", "fd00:16::2", "172.17.0.2", "fd00:17::2")) {
            lab().run(a, "ping -c 1 -W 5 " + address).output();
        }
    }

    @Test
    void one_hosts_management_address_is_no_way_into_another() {
        CommandResult result = lab().run(lab().host("a"), "ip -o addr show dev mgmt0");
        assertEquals(
                1,
                result.output()
                        .lines()
                        .filter(line -> line.contains("scope global"))
                        .count(),
                result.out());
        assertNotEquals(
                lab().host("a").port() + lab().host("a").address(),
                lab().host("b").port() + lab().host("b").address());
    }

    @Test
    void the_inventory_names_every_host_its_port_its_key_and_its_own_directory() throws IOException {
        List<String> lines = Files.readAllLines(lab().inventory());
        assertEquals("[lab]", lines.getFirst());
        for (LabHost host : lab().hosts()) {
            String line = lines.get(host.number());
            assertTrue(
                    line.startsWith(host.name() + " ansible_host=" + host.address() + " ansible_port=" + host.port()),
                    line);
            assertTrue(line.contains("ansible_ssh_private_key_file=" + host.keyFile()), line);
            assertTrue(line.contains("'-o UserKnownHostsFile=" + host.knownHosts() + "'"), line);
            assertTrue(line.contains("lsdn_dir=" + host.lsdnDir()), line);
        }
    }

    @Test
    void virts_reach_each_other_as_soon_as_something_joins_them_and_leave_nothing_when_removed() {
        LabVirt one = LabVirt.of("one", "a", "tap1", "00:00:00:00:00:a1", "192.168.99.1/24", "fd99::1/64");
        LabVirt two = LabVirt.of("two", "a", "tap2", "00:00:00:00:00:a2", "192.168.99.2/24", "fd99::2/64");
        Probe toTwo = new Probe(one, "192.168.99.2");
        Probe toNobody = new Probe(one, "192.168.99.9");
        lab().addVirts(List.of(one, two));
        try {
            assertEquals(Set.of(), lab().answered(List.of(toTwo)));
            bridge("a", "tap1", "tap2");
            assertEquals(Set.of(toTwo), lab().answered(List.of(toTwo, toNobody)));
            assertTrue(lab().reaches(one, "fd99::2"));
            assertTrue(
                    lab().run(two, "cat /sys/class/net/eth0/address").output().startsWith("00:00:00:00:00:a2"));
        } finally {
            lab().removeVirts(List.of(one, two));
            lab().run(lab().host("a"), "ip link del br0").output();
        }
        String links = lab().run(lab().host("a"), "ip -o link").output();
        assertTrue(links.lines().noneMatch(line -> line.contains("tap")), links);
    }

    @Test
    void a_moved_virt_keeps_its_address_and_its_running_program() {
        LabVirt mover = LabVirt.of("mover", "a", "tap3", "00:00:00:00:00:a3", "192.168.98.1/24");
        LabVirt stayer = LabVirt.of("stayer", "b", "tap4", "00:00:00:00:00:a4", "192.168.98.2/24");
        lab().addVirts(List.of(mover, stayer));
        RunningCommand ping = lab().start(mover, "ping -i 0.2 192.168.98.2");
        LabVirt moved = lab().moveVirt(mover, "b", "tap5");
        try (ping) {
            bridge("b", "tap4", "tap5");
            assertTrue(lab().reaches(moved, "192.168.98.2"));
            ping.awaitOutput("bytes from 192.168.98.2");
            CommandResult said = ping.interrupt();
            assertTrue(said.out().contains("packets transmitted"), said.toString());
        } finally {
            lab().removeVirts(List.of(moved, stayer));
            lab().run(lab().host("b"), "ip link del br0").output();
        }
    }

    private void bridge(String host, String... ports) {
        StringBuilder script = new StringBuilder("ip link add br0 type bridge && ip link set br0 up");
        for (String port : ports) {
            script.append(" && ip link set ").append(port).append(" master br0");
        }
        lab().run(lab().host(host), script.toString()).output();
    }
}
