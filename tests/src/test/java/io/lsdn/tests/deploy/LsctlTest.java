package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lsctl FILE PHYS} on each machine, as LSDN's users do it; and the same file by {@code lsdn-deploy}. */
@Tag("namespaces")
final class LsctlTest {
    private static final Path EXAMPLE = Path.of("..", "playbooks", "lsctl", "migration.lsctl")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path directory;

    private final Lab lab;
    private final LabVirt onA = LabVirt.of("a1", "a", "tap1", "00:00:00:00:04:01", "10.9.3.1/24");
    private final LabVirt web = LabVirt.of("a2", "a", "tap2", "00:00:00:00:04:02", "10.9.3.2/24");
    private final LabVirt onB = LabVirt.of("b1", "b", "tap1", "00:00:00:00:04:03", "10.9.3.3/24");

    private final LabVirt onC = LabVirt.of("c1", "c", "tap1", "00:00:00:00:04:04", "10.9.3.4/24");

    private static final List<String> HOSTS = List.of("a", "b", "c");
    private static final String MACHINES = """
            settings vxlan/e2e
            settings vxlan/e2e -name second -port 4790
            foreach {name number} {a 1 b 2 c 3} { phys -name $name -if eth0 -ip 172.16.0.$number }
            claimLocal [lindex $argv 0]
            """;

    LsctlTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b", "c"));
        lab.addVirts(List.of(onA, web, onB, onC));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private CommandResult lsctl(String host, String script, String arguments) {
        return lab.run(
                lab.host(host),
                "cd '%s' && LSDN_DIR='%s/%s' '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dlsdn.program=lsctl -cp '%s' io.lsdn.controller.cli.Main %s %s"
                        .formatted(
                                directory,
                                directory,
                                host,
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                script,
                                arguments));
    }

    private Set<String> state(String host) {
        return HostState.of(lab, lab.host(host));
    }

    @Test
    void three_commits_leave_each_host_with_what_the_last_state_needs() throws Exception {
        Set<String> beforeA = state("a");
        Set<String> beforeB = state("b");
        lsctl("a", EXAMPLE.toString(), "a").output();
        lsctl("b", EXAMPLE.toString(), "b").output();
        assertTrue(lab.reaches(web, "10.9.3.3"));
        assertTrue(!lab.reaches(onA, "10.9.3.3"), "the virt has moved from there");
        Set<String> a = state("a");
        lsctl("a", EXAMPLE.toString(), "a").output();
        assertEquals(List.of(), HostState.difference(a, state("a")));
        Files.writeString(directory.resolve("cleanup.lsctl"), "cleanup\n");
        lsctl("a", "cleanup.lsctl", "").output();
        lsctl("b", "cleanup.lsctl", "").output();
        assertEquals(List.of(), HostState.difference(beforeA, state("a")));
        assertEquals(List.of(), HostState.difference(beforeB, state("b")));
    }

    /** A virt that goes from a over b to c, among nets that come, change and go meanwhile. */
    private static final String MOVES = MACHINES + """
            net shop -vid 1 { attach a b; virt -name till -phys a -if tap1 { rate out -avg 10mbit -burst 64kb } }
            net gone -vid 2 -settings second { attach a b c; virt -name web -phys a -if tap2 }
            commit
            virt -net shop -name till -phys b { rate out; rule in 1 drop -srcIp 10.9.4.0/24 }
            net gone { detach b }
            net late -vid 3 { attach b c }
            commit
            net gone -remove
            attach -phys c shop
            virt -net shop -name till -phys c
            virt -net shop -name web -phys a -if tap2
            detach -net shop b
            commit
            """;

    private static final String LAST = MACHINES + """
            net shop -vid 1 {
                attach a c
                virt -name till -phys c -if tap1 { rule in 1 drop -srcIp 10.9.4.0/24 }
                virt -name web -phys a -if tap2
            }
            net late -vid 3 { attach b c }
            commit
            """;

    /** What the kernel chose for links and filters that were made anew: addresses, the numbers of ports, handles. */
    private static final Pattern CHOSEN = Pattern.compile(
            "(?<=^lsdn-[^:]{1,15}: .{1,400}link/ether )\\S+|(port_id|port_no|designated_port|handle) \\S+"
                    + "|^\\S+(?= dev lsdn-\\S+.*permanent)");

    private Map<String, Set<String>> states() {
        var states = new LinkedHashMap<String, Set<String>>();
        for (String host : HOSTS) {
            states.put(
                    host,
                    state(host).stream()
                            .map(l -> CHOSEN.matcher(l).replaceAll(""))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return states;
    }

    private static void assertSame(Map<String, Set<String>> expected, Map<String, Set<String>> actual) {
        expected.forEach((host, lines) ->
                assertEquals(List.of(), HostState.difference(lines, Objects.requireNonNull(actual.get(host))), host));
    }

    private Map<String, Set<String>> afterLsctl(String script) {
        HOSTS.forEach(h -> lsctl(h, script, h).output());
        Map<String, Set<String>> states = states();
        assertTrue(lab.reaches(web, "10.9.3.4"), script);
        assertTrue(!lab.reaches(web, "10.9.3.3"), script);
        HOSTS.forEach(h -> lsctl(h, "cleanup.lsctl", "").output());
        return states;
    }

    private Map<String, Set<String>> afterRollout(String script) throws Exception {
        Cli.Ended ended = Cli.run(directory, "-i", lab.inventory().toString(), script);
        assertEquals(0, ended.exit(), ended.err());
        Map<String, Set<String>> states = states();
        Cli.Ended cleanup = Cli.run(directory, "cleanup", "-i", lab.inventory().toString());
        assertEquals(0, cleanup.exit(), cleanup.err());
        return states;
    }

    @Test
    void three_hosts_after_three_commits_are_as_if_only_the_last_state_had_been() throws Exception {
        Files.writeString(directory.resolve("moves.lsctl"), MOVES);
        Files.writeString(directory.resolve("last.lsctl"), LAST);
        Files.writeString(directory.resolve("cleanup.lsctl"), "cleanup\n");
        Map<String, Set<String>> before = states();
        Map<String, Set<String>> direct = afterRollout("last.lsctl");
        assertSame(before, states());
        assertSame(direct, afterLsctl("moves.lsctl"));
        assertSame(before, states());
        assertSame(direct, afterRollout("moves.lsctl"));
        assertSame(before, states());
        assertSame(direct, afterLsctl("last.lsctl"));
        assertSame(before, states());
    }

    @Test
    void a_commit_that_fails_changes_nothing_and_is_told_with_its_line() throws Exception {
        Set<String> before = state("a");
        Files.writeString(directory.resolve("bad.lsctl"), """
                settings vxlan/e2e
                phys -name a -if eth0 -ip 172.16.0.1
                claimLocal a
                net 1 { attach a; virt -name v -phys a -if nowhere }
                commit
                """);
        CommandResult failed = lsctl("a", "bad.lsctl", "");
        assertEquals(1, failed.exit(), failed.toString());
        assertTrue(failed.toString().contains("bad.lsctl:5: "), failed.toString());
        assertTrue(failed.toString().contains("nowhere"), failed.toString());
        assertEquals(List.of(), HostState.difference(before, state("a")));
    }

    @Test
    void lsdn_deploy_rolls_the_same_file_out_state_by_state() throws Exception {
        Files.copy(EXAMPLE, directory.resolve("migration.lsctl"));
        Cli.Ended ended = Cli.run(directory, "-i", lab.inventory().toString(), "migration.lsctl");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(lab.reaches(web, "10.9.3.3"));
        assertEquals(
                3, ended.out().lines().filter(l -> l.startsWith("committed: ")).count(), ended.out());
    }
}
