package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.local.LocalConnection;
import io.lsdn.controller.transport.runtime.Runtimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bootstrap script on hosts of every kind: other shells, hosts that lie or hang, another Java. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BootstrapOnHostTest extends BootstrapHost {
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void runs_with_the_shell_and_tools_of(String kind) throws Exception {
        Path shell =
                kind.equals("busybox") ? busybox() : script("sh", "PATH=" + linkTo(kind) + ":$PATH; exec sh \"$@\"");
        for (boolean shipped : new boolean[] {true, false}) {
            var started = assertInstanceOf(Started.class, start(shell, settings()));
            assertEquals(shipped, started.shipped());
            assertEquals("runner " + dir, StandInRunner.line(started.process().stdout()));
            end(started);
        }
        Files.write(cached(), new byte[] {1, 2, 3});
        end(assertInstanceOf(Started.class, start(shell, settings())));
    }

    @Test
    void a_noisy_shell_is_listened_through() throws Exception {
        Path shell = script(
                "noisy",
                "i=0; while [ $i -lt 500 ]; do echo \"motd $i lsdn-bootstrap/1\"; i=$((i+1)); done; printf 'no newline'; exec sh \"$@\"");
        end(assertInstanceOf(Started.class, start(shell, settings())));
    }

    @Test
    void a_shell_that_says_something_else_is_quoted() throws Exception {
        Path shell = script("nologin", "echo 'This account is not available.'; exit 1");
        var failed = failed(shell, settings());
        assertEquals(BootstrapFailure.HOST_CLOSED, failed.code());
        assertTrue(failed.message().contains("This account is not available."), failed.message());
    }

    @Test
    void a_host_that_floods_is_cut_off() throws Exception {
        assertEquals(
                BootstrapFailure.HOST_GARBAGE,
                failed(script("flood", "exec yes"), settings()).code());
        assertEquals(
                BootstrapFailure.HOST_GARBAGE,
                failed(script("zeros", "exec cat /dev/zero"), settings()).code());
    }

    @Test
    void a_host_that_hangs_is_given_up() throws Exception {
        var hasty = settings().withPatience(Duration.ofMillis(300));
        assertEquals(
                BootstrapFailure.HOST_SILENT,
                failed(script("hang", "exec sleep 1000"), hasty).code());
        assertEquals(
                BootstrapFailure.HOST_SILENT,
                failed(script("child", "sleep 1000; exit 0"), hasty).code());
    }

    @Test
    void a_host_that_asks_for_the_jar_again_and_again_is_not_obeyed() throws Exception {
        Path shell = script(
                "greedy",
                "read -r first; eval \"$first\"; while :; do echo \"lsdn-bootstrap/1 $nonce need jar\"; head -c "
                        + jar.size() + " >/dev/null; done");
        assertEquals(BootstrapFailure.HOST_GARBAGE, failed(shell, settings()).code());
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing_that_could_be_started() throws Exception {
        Path shell = script("cut", "dd bs=4096 count=60000 iflag=count_bytes status=none | sh \"$@\"");
        var failed = failed(shell, settings());
        assertTrue(
                failed.code() == BootstrapFailure.CHECKSUM || failed.code() == BootstrapFailure.HOST_CLOSED,
                failed::toString);
        try (Stream<Path> left = Files.list(dir.resolve("cache"))) {
            assertEquals(List.of(), left.toList());
        }
        end(assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings())));
    }

    @Test
    void old_jars_are_pruned_when_a_new_one_comes_but_the_three_used_last_stay() throws Exception {
        Path cache = Files.createDirectories(dir.resolve("cache"));
        private_(dir);
        for (int i = 1; i <= 5; i++) {
            Path old = Files.write(cache.resolve("runner-" + i + ".jar"), new byte[i]);
            run("touch", "-a", "-d", "@" + (1_600_000_000L + i), old.toString());
        }
        Path torn = Files.write(cache.resolve(".upload-torn"), new byte[7]);
        Files.setLastModifiedTime(torn, FileTime.from(Instant.now().minus(Duration.ofHours(3))));
        Files.write(cache.resolve(".upload-running"), new byte[7]);
        end(assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings())));
        try (Stream<Path> left = Files.list(cache)) {
            assertEquals(
                    Set.of(
                            ".upload-running",
                            "runner-4.jar",
                            "runner-5.jar",
                            cached().getFileName().toString()),
                    left.map(p -> p.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void a_user_who_is_not_root_is_told_so() throws Exception {
        Path shell = script("nobody", "exec setpriv --reuid=65534 --regid=65534 --clear-groups sh \"$@\"");
        run("chmod", "755", root.toString());
        var failed = failed(shell, settings());
        assertEquals(BootstrapFailure.NO_PRIVILEGES, failed.code());
        assertTrue(failed.message().contains("uid 65534"), failed.message());
    }

    @Test
    void a_java_that_was_asked_for_is_the_only_one_looked_at() throws Exception {
        var missing = failed(Path.of("/bin/sh"), settings().withJava(new HostPath("/nonexistent/java")));
        assertEquals(BootstrapFailure.NO_JAVA, missing.code());
        assertTrue(missing.message().contains("/nonexistent/java"), missing.message());
        Path old = root.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.9\"\n");
        Files.createSymbolicLink(old.resolve("bin/java"), Path.of("/bin/true"));
        Files.delete(old.resolve("bin/java"));
        Files.copy(Path.of("/bin/true"), old.resolve("bin/java"));
        var tooOld = failed(Path.of("/bin/sh"), settings().withJava(new HostPath(old.toString())));
        assertEquals(BootstrapFailure.NO_JAVA, tooOld.code());
        assertTrue(tooOld.message().contains(old + "/bin/java is 17.0.9"), tooOld.message());
    }

    @Test
    void a_java_without_release_file_is_asked_for_its_version() throws Exception {
        Path home = root.resolve("custom");
        Files.createDirectories(home.resolve("bin"));
        Path java = home.resolve("bin/java");
        Files.writeString(
                java,
                "#!/bin/sh\n[ \"$1\" = -version ] && { echo 'openjdk version \"26.1\" 2026-09-01' >&2; exit; }\nexec "
                        + System.getProperty("java.home") + "/bin/java \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        var started = assertInstanceOf(
                Started.class, start(Path.of("/bin/sh"), settings().withJava(new HostPath(java.toString()))));
        assertEquals("26.1", started.facts().javaVersion());
        assertEquals(home.toString(), started.facts().javaHome());
        end(started);
    }

    @Test
    void the_java_on_path_may_be_too_old_if_another_is_there() throws Exception {
        var started = assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings()));
        assertTrue(Integer.parseInt(started.facts().javaVersion().replaceAll("\\..*", "")) >= 25);
        assertEquals(
                System.getProperty("os.arch").replace("amd64", "x86_64"),
                started.facts().arch());
        end(started);
    }

    @Test
    void java_options_of_the_host_do_not_reach_the_runner() throws Exception {
        Path shell = script(
                "options", "export JAVA_TOOL_OPTIONS=-Dno JDK_JAVA_OPTIONS=--bad _JAVA_OPTIONS=-Xbad; exec sh \"$@\"");
        end(assertInstanceOf(Started.class, start(shell, settings())));
    }

    @Test
    void the_runner_is_in_a_session_of_its_own_and_ignores_hangups() throws Exception {
        var started = assertInstanceOf(Started.class, start(Path.of("/bin/sh"), settings()));
        StandInRunner.line(started.process().stdout());
        String pid = new String(
                        new ProcessBuilder("pgrep", "-f", cached().toString())
                                .start()
                                .getInputStream()
                                .readAllBytes(),
                        UTF_8)
                .lines()
                .reduce((a, b) -> b)
                .orElseThrow();
        List<String> stat = List.of(Files.readString(Path.of("/proc/" + pid + "/stat"))
                .replaceAll(".*\\) ", "")
                .split(" ", 6));
        assertEquals(pid, stat.get(3), "its session is its own");
        long ignored = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(l -> l.startsWith("SigIgn:"))
                .mapToLong(l -> Long.parseUnsignedLong(l.substring(7).strip(), 16))
                .findFirst()
                .orElseThrow();
        assertEquals(1, ignored & 1, "SIGHUP is ignored");
        end(started);
    }

    @Test
    void systemd_gives_the_runner_a_scope_of_its_own_and_is_done_without_where_it_fails() throws Exception {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Path log = root.resolve("log");
        for (String body : List.of(
                "echo scope >>" + log + "; while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"",
                "echo refused >>" + log + "; exit 1")) {
            Path run = Files.writeString(bin.resolve("systemd-run"), "#!/bin/sh\n" + body + "\n");
            Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path shell = script("systemd", "PATH=" + bin + ":$PATH; export PATH; exec sh \"$@\"");
            var bootstrap =
                    new RunnerBootstrap(jar, Optional.empty(), Runtimes.none(), BootstrapScript.load(root.toString()));
            var started =
                    assertInstanceOf(Started.class, bootstrap.start(new LocalConnection(shell.toString()), settings()));
            assertEquals("runner " + dir, StandInRunner.line(started.process().stdout()));
            end(started);
        }
        assertEquals(List.of("scope", "refused"), Files.readAllLines(log));
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(
                    List.of("cache", "instance"),
                    left.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    private Path linkTo(String shell) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin-" + shell));
        Files.createSymbolicLink(bin.resolve("sh"), Path.of("/bin/" + shell));
        return bin;
    }

    private static void private_(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
}
