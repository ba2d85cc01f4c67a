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
import java.util.List;
import java.util.Set;
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

    LsctlTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b"));
        lab.addVirts(List.of(onA, web, onB));
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
