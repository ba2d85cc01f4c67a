package io.lsdn.controller.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult.Failed;
import io.lsdn.controller.transport.BootstrapResult.Started;
import io.lsdn.controller.transport.local.LocalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Becoming root by a sudo that is told what to do: how it reads its password, and what it says, is sudo's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BecomeTest {
    private RunnerJar jar;
    private Path root;

    @BeforeAll
    void compile() throws IOException {
        jar = StandInRunner.jar(100_000);
    }

    @BeforeEach
    void make() throws IOException {
        root = Files.createTempDirectory(Path.of("/tmp"), "become");
    }

    @AfterEach
    void remove() throws Exception {
        new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }

    @Test
    void a_password_is_given_when_it_is_asked_for() throws Exception {
        String sudo = "printf 'We trust you have received the usual lecture.\\n%s' \"$prompt\" >&2; IFS= read -r p;"
                + " echo \"asked $p\" >>" + log() + "; [ \"$p\" = \"s3cret pass'word\" ] || exit 1";
        end(assertInstanceOf(Started.class, start(sudo, Optional.of("s3cret pass'word"))));
        assertEquals(List.of("asked s3cret pass'word"), Files.readAllLines(log()));
    }

    @Test
    void a_password_that_is_not_asked_for_is_not_given() throws Exception {
        end(assertInstanceOf(Started.class, start("echo no question >>" + log(), Optional.of("unused"))));
        assertEquals(List.of("no question"), Files.readAllLines(log()));
    }

    @Test
    void a_wrong_password_is_tried_once() throws Exception {
        String sudo = "for i in 1 2 3; do printf '%s' \"$prompt\" >&2; IFS= read -r p || exit 1; echo \"$p\" >>" + log()
                + "; echo 'Sorry, try again.' >&2; done; exit 1";
        var failed = assertInstanceOf(Failed.class, start(sudo, Optional.of("wrong")));
        assertEquals(BootstrapFailure.NO_PRIVILEGES, failed.code());
        assertEquals("sudo does not take the password", failed.message());
        assertEquals(List.of("wrong"), Files.readAllLines(log()));
    }

    @Test
    void a_user_without_rights_is_told_in_the_words_of_sudo() throws Exception {
        for (var password : List.of(Optional.of("good"), Optional.<String>empty())) {
            var failed = assertInstanceOf(
                    Failed.class, start("echo 'ops is not in the sudoers file.' >&2; exit 1", password));
            assertEquals(BootstrapFailure.NO_PRIVILEGES, failed.code());
            assertTrue(failed.message().contains("ops is not in the sudoers file."), failed.message());
        }
    }

    @Test
    void without_a_password_sudo_must_not_ask() throws Exception {
        end(assertInstanceOf(
                Started.class, start("[ \"$1\" = -n ] || exit 1; echo silent >>" + log(), Optional.empty())));
        assertEquals(List.of("silent"), Files.readAllLines(log()));
    }

    @Test
    void a_sudo_that_hangs_is_given_up() throws Exception {
        var failed = assertInstanceOf(Failed.class, start("sleep 1000", Optional.of("x"), Duration.ofMillis(300)));
        assertEquals(BootstrapFailure.HOST_SILENT, failed.code());
    }

    @Test
    void the_password_is_on_no_command_line() {
        var become = new Become("root", Optional.of(new Secret("hunter2".toCharArray())));
        assertFalse(Sudo.command(become, 10, "abc").contains("hunter2"));
        assertFalse(Sudo.terminalCommand(become, 10, "abc").contains("hunter2"));
        assertFalse(become.toString().contains("hunter2"));
    }

    private Path log() {
        return root.resolve("log");
    }

    private BootstrapResult start(String sudo, Optional<String> password) throws IOException {
        return start(sudo, password, Duration.ofSeconds(30));
    }

    /** {@code sudo} does the given, with its prompt in {@code $prompt}, and then runs its command. */
    private BootstrapResult start(String sudo, Optional<String> password, Duration patience) throws IOException {
        executable(
                root.resolve("sudo"),
                "prompt=; [ \"$1\" != -S ] || prompt=$3\n" + sudo
                        + "\nwhile [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        Path shell = executable(root.resolve("shell"), "PATH=" + root + ":$PATH; export PATH; exec sh \"$@\"");
        var become = new Become("root", password.map(p -> new Secret(p.toCharArray())));
        var settings = BootstrapSettings.of(new HostPath(root.resolve("lsdn").toString()))
                .withBecome(become)
                .withPatience(patience);
        return new RunnerBootstrap(jar, Optional.empty()).start(new LocalConnection(shell.toString()), settings);
    }

    private static Path executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static void end(Started started) throws Exception {
        try (var process = started.process()) {
            process.stdin().close();
            assertEquals(OptionalInt.of(7), process.waitFor(Duration.ofSeconds(30)));
            assertEquals("log\n", new String(process.stderr().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
