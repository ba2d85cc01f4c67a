package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.OwnMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Becoming root by the real sudo, on hosts with a user, a password and sudoers of their own. */
@Tag("namespaces")
@Timeout(300)
final class SudoTest {
    private static final String PLAYBOOK = """
            - name: as root
              hosts: all
              topology: topo.yaml
              post_tasks: [{name: who, run: "echo task-uid $(id -u)", on: hosts}]
            """;

    private static final String PASSWORD = "hunter2's 9 lives";
    /** Of the password, as {@code openssl passwd -6} makes it. */
    private static final String HASH =
            "$6$lsdnlab$ieFV9wZly89xeCAz7lDJTM/h/0M3U3y9cuPyi6qFfNvOwOc.CSF5GGPoeAalj/ID9SB6r.03l7E4ipGlVK62E0";

    private static final String ALL = "ops ALL=(ALL) ALL";
    private static final String NO_PASSWORD = "ops ALL=(ALL) NOPASSWD: ALL";
    private static final String TERMINAL = "Defaults requiretty";

    @TempDir
    private Path directory;

    private final TwoHosts hosts;
    private final Lab lab;

    SudoTest() {
        Needs.sudo();
        hosts = new TwoHosts();
        lab = hosts.lab();
    }

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("topo.yaml"), TwoHosts.TOPOLOGY);
        Files.writeString(directory.resolve("play.yaml"), PLAYBOOK);
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    /** The sudoers of a host, a rule a word; others may read nothing that only root may. */
    private void sudoers(String host, String... rules) throws IOException {
        LabHost h = lab.host(host);
        Path etc = Files.createDirectories(Path.of(h.lsdnDir() + "-etc"));
        append(etc, "passwd", "ops:x:54321:54321::/:/bin/sh");
        append(etc, "group", "ops:x:54321:");
        append(etc, "shadow", "ops:" + HASH + ":19000:0:99999:7:::");
        String common = "Defaults env_reset\nDefaults use_pty\nDefaults passwd_tries=3\nroot ALL=(ALL) ALL\n";
        Files.writeString(etc.resolve("sudoers"), common + String.join("\n", rules) + "\n");
        Files.copy(h.keyFile().resolveSibling("user.pub"), etc.resolve("keys"));
        // The lab's directory is root's alone; what sshd reads as the user lies under another.
        String mounts = "chmod 440 %1$s/sudoers; chmod 640 %1$s/shadow\n".formatted(etc)
                + "mount -t tmpfs -o mode=755 none /mnt; install -m 644 %s/keys /mnt/keys\n".formatted(etc)
                + "for f in passwd group shadow sudoers; do mount --bind %s/$f /etc/$f; done".formatted(etc);
        OwnMounts.of(lab, h, mounts, "-o AuthorizedKeysFile=/mnt/keys");
    }

    private static void append(Path etc, String name, String line) throws IOException {
        Files.writeString(etc.resolve(name), Files.readString(Path.of("/etc", name)) + line + "\n");
    }

    private void onBoth(String... rules) throws IOException {
        sudoers("a", rules);
        sudoers("b", rules);
    }

    /** The user logs in; further variables count for all. */
    private String inventory(String variables) throws IOException {
        String hosts = Files.readString(lab.inventory()).replace("ansible_user=root", "ansible_user=ops");
        return Files.writeString(directory.resolve("hosts.ini"), hosts + "\n[lab:vars]\n" + variables + "\n")
                .toString();
    }

    private Cli.Ended deploy(String variables, String... more) throws Exception {
        var arguments = new ArrayList<>(List.of("-i", inventory(variables), "-o", "json"));
        arguments.addAll(List.of(more));
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    private void assertCommitted(Cli.Ended ended) {
        assertEquals(0, ended.exit(), ended.err() + ended.out());
        assertEquals("committed", ended.outcome());
        assertTrue(hosts.areConnected());
    }

    private List<Set<String>> states() {
        return lab.hosts().stream().map(h -> HostState.of(lab, h)).toList();
    }

    /** Host b refuses; both stay as they are. */
    private Cli.Ended refused(String variables, String... more) throws Exception {
        List<Set<String>> before = states();
        Cli.Ended ended = deploy(variables, more);
        assertEquals(2, ended.exit(), ended.err() + ended.out());
        assertEquals("failed", ended.outcome());
        assertTrue(ended.out().contains("no-privileges"), ended.out());
        assertEquals(before, states());
        assertFalse(Files.exists(Path.of(lab.host("b").lsdnDir())), "nothing was written there");
        return ended;
    }

    @Test
    void without_a_password() throws Exception {
        onBoth(NO_PASSWORD);
        Cli.Ended ended = deploy("", "-b", "-vv", "play.yaml");
        assertCommitted(ended);
        assertEquals(2, ended.err().split("task-uid 0", -1).length - 1, ended.err());
    }

    @Test
    void a_password_of_the_inventory_is_seen_nowhere() throws Exception {
        onBoth(ALL);
        try (var watch = new SecretWatch(PASSWORD)) {
            assertCommitted(deploy(
                    "ansible_become=true\nansible_become_password=\"" + PASSWORD + "\"",
                    "-vvv",
                    "--report",
                    "report.html",
                    "--junit",
                    "junit.xml",
                    "play.yaml"));
            Files.delete(directory.resolve("hosts.ini"));
            assertEquals(List.of(), watch.seen());
            assertTrue(watch.looks() > 20, "looked " + watch.looks() + " times at all processes");
        }
        assertTrue(Files.exists(directory.resolve("report.html")));
        assertEquals(List.of(), SecretWatch.filesWith(PASSWORD, directory));
        for (LabHost h : lab.hosts()) {
            assertEquals(List.of(), SecretWatch.filesWith(PASSWORD, Path.of(h.lsdnDir())));
        }
    }

    @Test
    void a_password_that_a_person_types() throws Exception {
        onBoth(ALL);
        String said =
                TypedPassword.at(directory, "sudo password: ", PASSWORD, "-i", inventory(""), "-b", "-K", "topo.yaml");
        assertTrue(said.contains("2 hosts committed"), said);
        assertFalse(said.contains(PASSWORD), "it is not echoed");
        assertTrue(hosts.areConnected());
    }

    @Test
    void a_sudo_that_wants_a_terminal_gets_one() throws Exception {
        sudoers("a", TERMINAL, NO_PASSWORD);
        sudoers("b", TERMINAL, ALL);
        Cli.Ended ended = deploy("ansible_become_password=\"" + PASSWORD + "\"", "-b", "-vv", "play.yaml");
        assertCommitted(ended);
        assertEquals(2, ended.err().split("task-uid 0", -1).length - 1, ended.err());
    }

    @Test
    void a_task_that_fails_behind_a_terminal_is_a_failed_task() throws Exception {
        onBoth(TERMINAL, NO_PASSWORD);
        List<Set<String>> before = states();
        Files.writeString(directory.resolve("play.yaml"), PLAYBOOK.replace("echo task-uid $(id -u)", "exit 7"));
        Cli.Ended ended = deploy("", "-b", "play.yaml");
        assertEquals(2, ended.exit(), ended.err() + ended.out());
        assertTrue(ended.out().contains("7"), ended.out());
        assertEquals(before, states());
    }

    @Test
    void a_user_without_rights_stops_the_rollout() throws Exception {
        sudoers("a", NO_PASSWORD);
        sudoers("b", "# nobody but root");
        String said = refused("ansible_become_password=\"" + PASSWORD + "\"", "-b", "topo.yaml")
                .out();
        assertTrue(said.contains("ops is not in the sudoers file"), said);
        String silent = refused("", "-b", "topo.yaml").out();
        assertTrue(silent.contains("a password is required"), silent);
    }

    @Test
    void a_wrong_password_stops_the_rollout() throws Exception {
        sudoers("a", NO_PASSWORD);
        sudoers("b", ALL);
        String said =
                refused("ansible_become_password=wrong", "-b", "topo.yaml").out();
        assertTrue(said.contains("sudo does not take the password"), said);
    }

    @Test
    void who_is_not_root_and_does_not_become_it_is_told_how() throws Exception {
        onBoth(NO_PASSWORD);
        String said = refused("", "topo.yaml").out();
        assertTrue(said.contains("the login is uid 54321") && said.contains("use -b"), said);
    }

    @Test
    void another_user_than_root_is_refused_before_anything_is_contacted() throws Exception {
        Cli.Ended ended = deploy("ansible_become_user=nobody", "-b", "topo.yaml");
        assertEquals(4, ended.exit());
        assertTrue(ended.err().contains("the runner has to be root, not nobody"), ended.err());
    }

    @Test
    void without_a_terminal_nobody_is_asked() throws Exception {
        Cli.Ended ended = deploy("", "-b", "-K", "topo.yaml");
        assertEquals(5, ended.exit());
        assertTrue(ended.err().contains("set ansible_password and ansible_become_password"), ended.err());
    }
}
