package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts, two nets on vxlan/e2e: what a rollout does, and what is left of it when something fails. */
@Tag("namespaces")
@Timeout(300)
final class MainJobTest {
    private static final String TOPOLOGY = """
            settings:
              default: {type: vxlan/e2e}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
              c: {if: eth0, ip: 172.16.0.3}
            nets:
              shop:
                vid: 1
                attach: [a, b, c]
                virts:
                  s1: {phys: a, if: tap1}
                  s2: {phys: b, if: tap1}
                  s3: {phys: c, if: tap1}
              bank:
                vid: 2
                attach: [a, b]
                virts:
                  b1: {phys: a, if: tap2}
                  b2: {phys: b, if: tap2}
            """;

    @TempDir
    private Path directory;

    private Lab lab;
    private final Map<String, LabVirt> virts = new LinkedHashMap<>();

    MainJobTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b", "c"));
    }

    @BeforeEach
    void virts() {
        String[][] rows = {
            {"s1", "a", "tap1", "1"},
            {"s2", "b", "tap1", "2"},
            {"s3", "c", "tap1", "3"},
            {"b1", "a", "tap2", "4"},
            {"b2", "b", "tap2", "5"}
        };
        for (String[] r : rows) {
            virts.put(r[0], LabVirt.of(r[0], r[1], r[2], "00:00:00:00:01:0" + r[3], "10.9.0." + r[3] + "/24"));
        }
        lab.addVirts(virts.values());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private Cli.Ended deploy(String topology, String... more) throws Exception {
        var arguments =
                new ArrayList<>(List.of("-i", lab.inventory().toString(), "-o", "json", "--confirm-timeout", "6s"));
        arguments.addAll(List.of(more));
        arguments.add(file("topo.yaml", topology));
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    private Map<String, Set<String>> states() {
        var states = new LinkedHashMap<String, Set<String>>();
        for (LabHost h : lab.hosts()) {
            states.put(h.name(), HostState.of(lab, h));
        }
        return states;
    }

    private static <T> T of(Map<String, T> map, String name) {
        return Optional.ofNullable(map.get(name)).orElseThrow();
    }

    private static void assertSame(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        before.forEach((host, lines) -> assertEquals(List.of(), HostState.difference(lines, of(after, host)), host));
    }

    private Set<Probe> all() {
        var all = new LinkedHashSet<Probe>();
        for (LabVirt from : virts.values()) {
            for (LabVirt to : virts.values()) {
                if (!from.equals(to)) {
                    all.add(new Probe(from, to.addresses().getFirst().replaceAll("/.*", "")));
                }
            }
        }
        return all;
    }

    /** Virts of one net have names with one first letter. */
    private void assertOnlyNetsReachThemselves() {
        var expected = new LinkedHashSet<>(all());
        expected.removeIf(p -> virts.values().stream()
                .anyMatch(v -> v.addresses().getFirst().startsWith(p.to() + "/")
                        && v.name().charAt(0) != p.from().name().charAt(0)));
        assertEquals(expected, lab.answered(all()));
    }

    private void assertNothingRuns() {
        for (LabHost h : lab.hosts()) {
            CommandResult pids =
                    lab.run(h, "ip netns pids " + h.netns() + " | xargs -r ps -o args= -p | grep runner- || true");
            assertEquals("", pids.out().lines().filter(l -> !l.contains("grep")).reduce("", String::concat), h.name());
        }
    }

    @Test
    void virts_reach_their_own_net_and_no_other_a_second_run_changes_nothing_and_cleanup_leaves_the_kernel_as_it_was()
            throws Exception {
        Map<String, Set<String>> before = states();
        assertEquals(Set.of(), lab.answered(all()));

        Cli.Ended first = deploy(TOPOLOGY);
        assertEquals(0, first.exit(), first.err());
        assertEquals("committed", first.outcome());
        assertOnlyNetsReachThemselves();
        assertNothingRuns();

        Map<String, Set<String>> after = states();
        Cli.Ended second = deploy(TOPOLOGY);
        assertEquals("unchanged", second.outcome(), second.err());
        assertEquals(0, second.exit());
        assertSame(after, states());

        Cli.Ended cleanup = Cli.run(directory, "cleanup", "-i", lab.inventory().toString(), "-o", "json");
        assertEquals(0, cleanup.exit(), cleanup.err());
        assertSame(before, states());
        assertNothingRuns();
    }

    @Test
    void a_virt_that_moves_is_reached_at_its_new_place_and_only_its_own_objects_change() throws Exception {
        deploy(TOPOLOGY);
        virts.put("s1", lab.moveVirt(of(virts, "s1"), "c", "tap9"));
        Cli.Ended moved = deploy(TOPOLOGY.replace("s1: {phys: a, if: tap1}", "s1: {phys: c, if: tap9}"));
        assertEquals("committed", moved.outcome(), moved.err());
        assertEquals("unchanged", moved.outcomeOf("b"));
        assertOnlyNetsReachThemselves();
    }

    @Test
    void a_host_that_leaves_the_topology_is_emptied_in_the_same_rollout() throws Exception {
        Map<String, Set<String>> before = states();
        deploy(TOPOLOGY);
        Cli.Ended left = deploy(TOPOLOGY.replace("  c: {if: eth0, ip: 172.16.0.3}\n", "")
                .replace("attach: [a, b, c]", "attach: [a, b]")
                .replaceAll("      s3: .*\n", ""));
        assertEquals(0, left.exit(), left.err());
        assertEquals("committed", left.outcomeOf("c"));
        assertEquals(List.of(), HostState.difference(of(before, "c"), HostState.of(lab, lab.host("c"))));
    }

    @Test
    void check_and_diff_change_nothing() throws Exception {
        Map<String, Set<String>> before = states();
        Cli.Ended check = deploy(TOPOLOGY, "--check", "--diff", "--detailed-exitcode");
        assertEquals(8, check.exit(), check.err());
        assertEquals("checked", check.outcome());
        assertSame(before, states());
    }

    @Test
    void a_missing_interface_on_one_host_leaves_every_host_unchanged() throws Exception {
        Map<String, Set<String>> before = states();
        Cli.Ended failed = deploy(TOPOLOGY.replace("s3: {phys: c, if: tap1}", "s3: {phys: c, if: tap77}"));
        assertEquals(2, failed.exit(), failed.err());
        assertEquals("failed", failed.outcome());
        assertTrue(failed.out().contains("tap77"), failed.out());
        assertSame(before, states());
        assertNothingRuns();
    }

    @Test
    void an_unreachable_host_leaves_every_host_unchanged() throws Exception {
        Map<String, Set<String>> before = states();
        String inventory = Files.readString(lab.inventory());
        Path other = Files.writeString(
                directory.resolve("hosts.ini"),
                inventory
                        .replace("ansible_host=" + lab.host("b").address(), "ansible_host=127.0.0.1")
                        .replaceFirst("(?m)^(b .*ansible_port=)\\d+", "$11"));
        Cli.Ended failed = Cli.run(directory, "-i", other.toString(), "-o", "json", file("topo.yaml", TOPOLOGY));
        assertEquals(3, failed.exit(), failed.err());
        assertEquals("failed", failed.outcome());
        assertEquals("unreachable", failed.outcomeOf("b"));
        assertSame(before, states());
        assertNothingRuns();
    }

    @Test
    void a_changed_host_key_stops_the_rollout_before_anything_is_changed() throws Exception {
        Map<String, Set<String>> before = states();
        Path known = lab.host("b").knownHosts();
        String address = lab.host("b").address();
        var lines = new ArrayList<String>();
        String other = Files.readAllLines(known).stream()
                .filter(l -> l.contains(lab.host("a").address()))
                .findFirst()
                .orElseThrow();
        for (String line : Files.readAllLines(known)) {
            String[] words = line.split(" ", 2);
            lines.add(words[0].contains(address) ? words[0] + " " + other.split(" ", 2)[1] : line);
        }
        Files.write(known, lines);
        Cli.Ended failed = deploy(TOPOLOGY);
        assertEquals(3, failed.exit(), failed.err());
        assertEquals("unreachable", failed.outcomeOf("b"));
        assertFalse(failed.out().contains("--accept-new"), "no way to ignore a changed key is offered");
        assertEquals(3, deploy(TOPOLOGY, "--accept-new").exit());
        assertSame(before, states());
    }

    @Test
    void what_only_the_kernel_can_refuse_is_undone_on_every_host() throws Exception {
        deploy(TOPOLOGY);
        lab.run(lab.host("c"), "ip link add br-vm type bridge; ip link set br-vm up")
                .output();
        Map<String, Set<String>> before = states();
        // A bridge can be no port of a bridge; and new objects on the other hosts have to go again.
        Cli.Ended failed = deploy(
                TOPOLOGY.replace("s3: {phys: c, if: tap1}", "s3: {phys: c, if: tap1}\n      s4: {phys: c, if: br-vm}")
                        + "  more:\n    vid: 3\n    attach: [a, b]\n");
        assertEquals(2, failed.exit(), failed.err());
        assertEquals("rolled_back", failed.outcome(), failed.out());
        assertEquals("rolled_back", failed.outcomeOf("a"));
        assertTrue(failed.out().contains("bridge"), failed.out());
        assertSame(before, states());
        assertOnlyNetsReachThemselves();
        assertNothingRuns();
    }

    /** Stops or continues what accepts connections to a host's sshd; sessions that are open go on. */
    private void sshd(String host, String signal) {
        LabHost h = lab.host(host);
        lab.run(
                        h,
                        "for p in $(ip netns pids " + h.netns() + "); do"
                                + " [ \"$(cat /proc/$p/comm)\" = sshd ] && [ \"$(ps -o ppid= -p $p | tr -d ' ')\" -le 1 -o"
                                + " \"$(cat /proc/$(ps -o ppid= -p $p | tr -d ' ')/comm)\" != sshd ]"
                                + " && kill -" + signal + " $p; done; true")
                .output();
    }

    private static final String THIRD_NET = "  more:\n    vid: 3\n    attach: [a, b, c]\n";

    @Test
    void a_clash_that_comes_up_between_prepare_and_commit_is_undone_on_every_host() throws Exception {
        deploy(TOPOLOGY);
        Map<String, Set<String>> before = states();
        // Host a is late, so that the others wait at the barrier, prepared, while somebody takes a name on c.
        sshd("a", "STOP");
        Cli.Ended failed = Cli.watch(
                directory,
                line -> {
                    if (line.equals("c: prepared")) {
                        lab.run(lab.host("c"), "ip link add lsdn-b3 type bridge")
                                .output();
                        sshd("a", "CONT");
                    }
                    return false;
                },
                "-i",
                lab.inventory().toString(),
                file("topo.yaml", TOPOLOGY + THIRD_NET));
        assertEquals(2, failed.exit(), failed.out());
        assertTrue(failed.out().contains("the kernel refused to add link lsdn-b3: EEXIST"), failed.out());
        lab.run(lab.host("c"), "ip -o link show lsdn-b3 | grep -v lsdn: && ip link delete lsdn-b3")
                .output();
        assertSame(before, states());
        assertNothingRuns();
    }

    @Test
    void a_host_that_cannot_be_reached_anew_after_the_commit_is_undone_with_all_others() throws Exception {
        Map<String, Set<String>> before = states();
        Cli.Ended failed = Cli.watch(
                directory,
                line -> {
                    if (line.equals("c: prepared")) {
                        sshd("c", "STOP");
                    }
                    return false;
                },
                "-i",
                lab.inventory().toString(),
                "--confirm-timeout",
                "6s",
                file("topo.yaml", TOPOLOGY));
        sshd("c", "CONT");
        assertEquals(2, failed.exit(), failed.out());
        assertTrue(failed.out().contains("[cut-off]"), failed.out());
        assertSame(before, states());
        assertNothingRuns();
    }

    @Test
    void a_controller_that_is_killed_between_commit_and_confirm_leaves_every_host_as_before() throws Exception {
        deploy(TOPOLOGY);
        Map<String, Set<String>> before = states();
        Cli.Ended killed = Cli.watch(
                directory,
                line -> {
                    if (line.equals("c: prepared")) {
                        // It takes no new connection, so the rollout stays between commit and decision.
                        sshd("c", "STOP");
                    }
                    return line.equals("c: committing")
                            && waitUntil(() -> !of(before, "c").equals(HostState.of(lab, lab.host("c"))));
                },
                "-i",
                lab.inventory().toString(),
                "--confirm-timeout",
                "5s",
                "-v",
                file("topo.yaml", TOPOLOGY + THIRD_NET));
        sshd("c", "CONT");
        assertEquals(137, killed.exit(), killed.out());
        boolean undone = waitUntil(() -> before.equals(states()));
        assertSame(before, states());
        assertTrue(undone);
        Cli.Ended next = deploy(TOPOLOGY);
        assertEquals("unchanged", next.outcome(), next.err());
        assertNothingRuns();
    }

    /** Looks again and again; each look starts processes, so it is no busy loop. */
    private static boolean waitUntil(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            if (condition.call()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void a_wrong_topology_contacts_nobody() throws Exception {
        Cli.Ended wrong = deploy(TOPOLOGY.replace("vid: 2", "vidd: 2"));
        assertEquals(4, wrong.exit(), wrong.err());
        assertTrue((wrong.out() + wrong.err()).contains("topo.yaml:16:5"), wrong.err());
        assertTrue((wrong.out() + wrong.err()).contains("vid"), wrong.err());
    }
}
