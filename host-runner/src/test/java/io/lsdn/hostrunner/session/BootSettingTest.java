package io.lsdn.hostrunner.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.boot.RunnerCommand;
import io.lsdn.hostrunner.fake.FakeMachine;
import io.lsdn.hostrunner.fake.Topologies;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** boot install and remove on a machine whose systemd and udev are scripts that note how they are called. */
class BootSettingTest {
    private static final List<String> FILES = List.of(
            "/etc/systemd/system/lsdn-boot.service",
            "/etc/systemd/system/lsdn-boot.path",
            "/etc/udev/rules.d/90-lsdn-boot.rules");

    @TempDir
    private Path directory;

    private Path home;
    private Path root;
    private Path calls;
    private Path cache;
    private FakeMachine machine;

    @BeforeEach
    void start() throws IOException {
        home = Files.createDirectory(directory.resolve("var lib lsdn"));
        cache = Files.createDirectory(home.resolve("cache"));
        root = Files.createDirectories(directory.resolve("root"));
        calls = root.resolve("calls");
        Files.createDirectories(root.resolve("run/systemd/system"));
        Files.createDirectories(root.resolve("run/udev"));
        Files.createFile(root.resolve("run/udev/control"));
        program("systemctl", 0);
        program("udevadm", 0);
        machine = new FakeMachine(Topologies.kernelOfA(), home);
        runBy("1");
    }

    private void program(String name, int code) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(
                file,
                "#!/bin/sh\necho " + name + " \"$@\" >>'" + calls + "'\necho unit is masked >&2\nexit " + code + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A runner whose program only tells its arguments. */
    private void runBy(String version) throws IOException {
        Path java = Files.createDirectories(directory.resolve("jdk'25/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nfor a; do printf '<%s>' \"$a\"; done\nexit 3\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path jar = Files.writeString(cache.resolve("runner-" + version + ".jar"), "jar " + version);
        Path archive = Files.writeString(cache.resolve("runner-" + version + ".jsa"), "archive " + version);
        machine.runBy(new RunnerCommand(java, List.of("-Xmx256m", "-XX:SharedArchiveFile=" + archive), jar));
    }

    private BootSetting setting() {
        return new BootSetting(machine);
    }

    private List<String> calls() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private Set<String> in(String path) throws IOException {
        try (var all = Files.list(home.resolve(path))) {
            return new TreeSet<>(all.map(p -> p.getFileName().toString()).toList());
        }
    }

    private void confirm(long number, Topology t) throws IOException {
        machine.state("lsdn")
                .generations()
                .write(new Generation(number, "01JD", "2026", t.slice(Set.of("a")), Set.of("a"), List.of(), List.of()));
    }

    private static Fault fault(Reply reply) {
        return assertInstanceOf(Reply.Failed.class, reply).fault();
    }

    private static String sh(Path script, String... arguments) throws Exception {
        var words = new java.util.ArrayList<>(List.of("sh", script.toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "[" + process.waitFor() + "]";
    }

    @Test
    void an_installation_puts_units_and_a_rule_in_place_and_has_them_at_work() throws Exception {
        confirm(1, Topologies.e2e("tap0", "tap1"));
        assertEquals(new Reply.Boot(true, FILES), setting().install("lsdn"));
        assertEquals(
                List.of(
                        "systemctl daemon-reload",
                        "systemctl enable lsdn-boot.service lsdn-boot.path",
                        "systemctl restart lsdn-boot.path",
                        "udevadm control --reload"),
                calls());
        String service = Files.readString(root.resolve("etc/systemd/system/lsdn-boot.service"));
        assertTrue(service.contains("ExecStart=/bin/sh \"" + home + "/boot.d/run.sh\"\n"), service);
        String rule = Files.readString(root.resolve("etc/udev/rules.d/90-lsdn-boot.rules"));
        assertTrue(rule.contains("RUN+=\"/bin/sh '" + home + "/boot.d/appeared.sh'\""), rule);
        assertEquals("eth0\ntap0\ntap1\n", Files.readString(home.resolve("boot.d/lsdn/interfaces")));
        assertEquals(new Reply.Boot(false, FILES), setting().install("lsdn"));
    }

    @Test
    void the_command_starts_the_runner_that_was_kept_whatever_becomes_of_the_cache() throws Exception {
        setting().install("lsdn");
        Files.delete(cache.resolve("runner-1.jar"));
        Files.delete(cache.resolve("runner-1.jsa"));
        Path kept = home.resolve("boot.d/lsdn");
        assertEquals(
                "<-Xmx256m><-XX:SharedArchiveFile=" + kept + "/runner-1.jsa><-jar><" + kept + "/runner-1.jar><boot><"
                        + home + "><lsdn>[3]",
                sh(machine.boot().run()));
        assertEquals("jar 1", Files.readString(kept.resolve("runner-1.jar")));
        assertTrue(sh(machine.boot().run(), "other").endsWith("lsdn-deploy boot install --context other)\n[5]"));
    }

    @Test
    void whoever_confirms_a_generation_is_kept_and_the_one_before_only_once_more() throws Exception {
        setting().install("lsdn");
        runBy("2");
        machine.boot().confirmed("lsdn", Set.of("tap7"));
        assertEquals("tap7\n", Files.readString(home.resolve("boot.d/lsdn/interfaces")));
        assertTrue(sh(machine.boot().run()).contains("/boot.d/lsdn/runner-2.jar>"));
        assertTrue(in("boot.d/lsdn").contains("runner-1.jar"));
        runBy("3");
        machine.boot().confirmed("lsdn", Set.of());
        assertEquals(
                Set.of("command", "interfaces", "runner-2.jar", "runner-2.jsa", "runner-3.jar", "runner-3.jsa"),
                in("boot.d/lsdn"));
        machine.boot().confirmed("other", Set.of());
        assertEquals(Set.of("appeared.sh", "lsdn", "run.sh"), in("boot.d"));
    }

    @Test
    void a_java_of_ours_is_kept_with_the_runner() throws Exception {
        Path java =
                Files.createDirectories(home.resolve("cache/runtime-abc/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho ours\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("cache/runtime-abc/release"), "JAVA_VERSION=\"25\"\n");
        machine.runBy(new RunnerCommand(java, List.of(), cache.resolve("runner-1.jar")));
        setting().install("lsdn");
        Files.delete(java);
        assertEquals("ours\n[0]", sh(machine.boot().run()));
        assertEquals(Set.of("bin", "release"), in("boot.d/lsdn/runtime-abc"));
    }

    @Test
    void only_links_that_the_confirmed_generation_knows_ask_for_a_run() throws Exception {
        confirm(1, Topologies.e2e("tap0"));
        setting().install("lsdn");
        Path wanted = root.resolve("run/lsdn-boot.wanted");
        assertEquals("[0]", sh(machine.boot().appeared(), "tap01"));
        assertEquals("[0]", sh(machine.boot().appeared(), "*"));
        assertFalse(Files.exists(wanted));
        assertEquals("[0]", sh(machine.boot().appeared(), "tap0"));
        assertTrue(Files.exists(wanted));
        sh(machine.boot().run());
        assertFalse(Files.exists(wanted));
    }

    @Test
    void a_rollout_that_holds_the_lock_is_asked_for_again() throws Exception {
        setting().install("lsdn");
        Path command = home.resolve("boot.d/lsdn/command");
        Files.writeString(command, "exit 7\n");
        assertEquals("[7]", sh(machine.boot().run()));
        assertTrue(Files.exists(root.resolve("run/lsdn-boot.wanted")));
        Files.writeString(command, "exit 2\n");
        assertEquals("[2]", sh(machine.boot().run()));
        assertFalse(Files.exists(root.resolve("run/lsdn-boot.wanted")));
    }

    @Test
    void a_removal_leaves_nothing_and_can_be_repeated() throws Exception {
        setting().install("lsdn");
        setting().install("other");
        Files.delete(calls);
        assertEquals(new Reply.Boot(true, FILES), setting().remove("lsdn"));
        assertEquals(List.of(), calls());
        assertEquals(new Reply.Boot(true, List.of()), setting().remove("other"));
        assertEquals(
                List.of(
                        "systemctl stop lsdn-boot.path",
                        "systemctl disable lsdn-boot.service lsdn-boot.path",
                        "systemctl daemon-reload",
                        "udevadm control --reload"),
                calls());
        assertFalse(Files.exists(home.resolve("boot.d")));
        assertEquals(new Reply.Boot(false, List.of()), setting().remove("lsdn"));
    }

    @Test
    void without_systemd_it_fails_and_names_the_command_which_is_there() throws Exception {
        Files.delete(root.resolve("run/systemd/system"));
        Fault why = fault(setting().install("lsdn"));
        assertEquals("no-systemd", why.code());
        assertTrue(why.hint().endsWith("run: sh '" + home + "/boot.d/run.sh'"), why.hint());
        assertTrue(Files.exists(machine.boot().run()));
        assertEquals(List.of(), calls());
        assertEquals(new Reply.Boot(true, List.of()), setting().remove("lsdn"));
    }

    @Test
    void without_udev_it_fails() throws Exception {
        Files.delete(root.resolve("run/udev/control"));
        assertEquals("no-udev", fault(setting().install("lsdn")).code());
        Files.delete(root.resolve("bin/udevadm"));
        assertEquals("no-udevadm", fault(setting().install("lsdn")).code());
    }

    @Test
    void a_systemd_that_refuses_is_quoted_and_nothing_of_it_stays() throws Exception {
        program("systemctl", 1);
        Fault why = fault(setting().install("lsdn"));
        assertEquals("boot-not-set", why.code());
        assertTrue(why.message().endsWith("systemctl daemon-reload failed: unit is masked"), why.message());
        FILES.forEach(f -> assertFalse(Files.exists(root.resolve(f.substring(1))), f));
    }

    @Test
    void an_installation_for_another_directory_is_not_touched() throws Exception {
        setting().install("lsdn");
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        var other = new FakeMachine(Topologies.kernelOfA(), elsewhere);
        other.runBy(new RunnerCommand(Path.of("/bin/true"), List.of(), cache.resolve("runner-1.jar")));
        Fault why = fault(new BootSetting(other).install("lsdn"));
        assertEquals("boot-elsewhere", why.code());
        assertTrue(why.message().endsWith("for lsdn_dir " + home), why.message());
        assertEquals(new Reply.Boot(true, FILES), new BootSetting(other).remove("lsdn"));
        assertTrue(Files.exists(root.resolve("etc/systemd/system/lsdn-boot.service")));
    }

    @Test
    void a_directory_that_others_may_write_to_is_refused() throws Exception {
        Path open = Files.createDirectory(home.resolve("boot.d"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Fault why = fault(setting().install("lsdn"));
        assertTrue(why.message().endsWith("others may write to " + open), why.message());
    }

    @Test
    void a_rollout_under_way_is_not_disturbed() throws Exception {
        var holder = new Holder("01JD", "ann", "desk", 41, "then");
        assertInstanceOf(Machine.Taken.class, machine.lock("lsdn", holder));
        assertEquals("locked", fault(setting().install("lsdn")).code());
        assertFalse(Files.exists(home.resolve("boot.d")));
    }
}
