package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.StandInRunner;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against OpenSSH. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SshConnectorTest {
    private OpenSshServer server;
    private final SshConnector connector = new SshConnector();

    @BeforeAll
    void start() throws Exception {
        server = new OpenSshServer();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_ed25519", "id_ecdsa", "id_rsa"})
    void logs_in_with_a_key_of_every_type(String identity) throws Exception {
        assertEquals("hello\n", say(with(server.login(identity)), "echo hello"));
    }

    @Test
    void tells_output_error_output_and_exit_code_apart() throws Exception {
        try (var connection = connected(server.destination());
                var process = connection.start("cat; echo problem >&2; exit 42")) {
            process.stdin().write("all\0bytes\n".getBytes(UTF_8));
            process.stdin().close();
            assertEquals("all\0bytes\n", new String(process.stdout().readAllBytes(), UTF_8));
            assertEquals("problem\n", new String(process.stderr().readAllBytes(), UTF_8));
            assertEquals(OptionalInt.of(42), process.waitFor(Duration.ofSeconds(10)));
        }
    }

    @Test
    void starts_the_runner_over_one_channel() throws Exception {
        var bootstrap = new RunnerBootstrap(StandInRunner.jar(200_000), Optional.empty());
        Path dir = server.home.resolve("lsdn");
        for (boolean shipped : new boolean[] {true, false}) {
            try (var connection = connected(server.destination())) {
                var started = assertInstanceOf(
                        BootstrapResult.Started.class,
                        bootstrap.start(connection, BootstrapSettings.of(new HostPath(dir.toString()))));
                assertEquals(shipped, started.shipped());
                assertEquals(
                        "runner " + dir, StandInRunner.line(started.process().stdout()));
                started.process().stdin().close();
                assertEquals(OptionalInt.of(7), started.process().waitFor(Duration.ofSeconds(30)));
            }
        }
    }

    @Test
    void an_unknown_host_key_is_refused_with_its_fingerprint() throws Exception {
        Path empty = server.home.resolve("empty");
        var result = unreachable(with(files(false, empty)));
        assertEquals(ConnectFailure.HOST_KEY_UNKNOWN, result.code());
        assertTrue(result.message().contains(server.fingerprint("host_ed25519")), result.message());
        assertTrue(result.message().contains(empty.toString()), result.message());
        assertTrue(Files.notExists(empty));
    }

    @Test
    void a_changed_host_key_is_refused_with_the_line_that_knows_it_also_when_new_ones_are_accepted() throws Exception {
        Path known = server.home.resolve("known_other");
        String text = "# a comment\n[127.0.0.1]:" + server.port + " " + server.publicKey("other_host_ed25519") + "\n";
        Files.writeString(known, text);
        for (boolean acceptNew : new boolean[] {false, true}) {
            var result = unreachable(with(files(acceptNew, known)));
            assertEquals(ConnectFailure.HOST_KEY_CHANGED, result.code());
            assertTrue(result.message().contains(server.fingerprint("host_ed25519")), result.message());
            assertTrue(result.message().contains(known + ":2"), result.message());
            assertEquals(text, Files.readString(known));
        }
    }

    @Test
    void a_new_host_key_is_recorded_once_if_that_is_asked_for() throws Exception {
        Path known = server.home.resolve("new/known_hosts");
        String line = "[127.0.0.1]:" + server.port + " " + server.publicKey("host_ed25519") + "\n";
        for (int i = 0; i < 2; i++) {
            assertEquals("hello\n", say(with(files(true, known)), "echo hello"));
            assertEquals(line, Files.readString(known));
        }
        assertEquals("hello\n", new Fresh().say(with(files(false, known)), "echo hello"));
    }

    @Test
    void a_hashed_entry_is_found() throws Exception {
        Path known = server.home.resolve("hashed");
        Files.copy(server.home.resolve("known_hosts"), known);
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
        assertTrue(Files.readString(known).startsWith("|1|"));
        assertEquals("hello\n", say(with(files(false, known)), "echo hello"));
    }

    @Test
    void a_key_that_nobody_authorized_is_refused() throws Exception {
        var result = unreachable(with(server.login("stranger")));
        assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        assertTrue(result.message().contains("1 key tried"), result.message());
    }

    @Test
    void a_port_where_nothing_listens_is_told_from_a_host_that_is_wrong() throws Exception {
        var there = server.destination();
        var closed = new Destination.Ssh("127.0.0.1", 1, there.login(), there.hostKeys(), Timeouts.DEFAULT);
        assertEquals(ConnectFailure.CONNECT_REFUSED, unreachable(closed).code());
        var nowhere =
                new Destination.Ssh("no-such-host.invalid", 22, there.login(), there.hostKeys(), Timeouts.DEFAULT);
        assertEquals(ConnectFailure.HOST_UNKNOWN, unreachable(nowhere).code());
    }

    private Destination.Ssh with(Login login) {
        return new Destination.Ssh("127.0.0.1", server.port, login, server.hostKeys(), Timeouts.DEFAULT);
    }

    private Destination.Ssh with(HostKeys hostKeys) {
        return new Destination.Ssh("127.0.0.1", server.port, server.login("id_ed25519"), hostKeys, Timeouts.DEFAULT);
    }

    private static HostKeys files(boolean acceptNew, Path file) {
        return new HostKeys(acceptNew, List.of(file), List.of(), Optional.empty());
    }

    private Unreachable unreachable(Destination.Ssh destination) {
        return assertInstanceOf(Unreachable.class, connector.connect(destination));
    }

    private io.lsdn.controller.transport.HostConnection connected(Destination.Ssh destination) {
        return connected(connector.connect(destination));
    }

    private static io.lsdn.controller.transport.HostConnection connected(ConnectResult result) {
        return assertInstanceOf(Connected.class, result, result::toString).connection();
    }

    private String say(Destination.Ssh destination, String command) throws IOException {
        try (var connection = connected(destination);
                var process = connection.start(command)) {
            return new String(process.stdout().readAllBytes(), UTF_8);
        }
    }

    /** Another run, which reads the files anew. */
    private static final class Fresh {
        private final SshConnector connector = new SshConnector();

        String say(Destination.Ssh destination, String command) throws IOException {
            try (var connection = connected(connector.connect(destination));
                    var process = connection.start(command)) {
                return new String(process.stdout().readAllBytes(), UTF_8);
            }
        }
    }
}
