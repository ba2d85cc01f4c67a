package io.lsdn.controller.transport.ssh;

import static io.lsdn.controller.transport.ssh.Trial.connected;
import static io.lsdn.controller.transport.ssh.Trial.say;
import static io.lsdn.controller.transport.ssh.Trial.unreachable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.BootstrapResult;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.StandInRunner;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/** Logins, sessions and servers that are none, against OpenSSH; its keys are {@link HostKeysTest}'s. */
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
        assertEquals("hello\n", say(connector, with(server.login(identity)), "echo hello"));
    }

    @Test
    void tells_output_error_output_and_exit_code_apart() throws Exception {
        try (var connection = connected(connector.connect(server.destination()));
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
            try (var connection = connected(connector.connect(server.destination()))) {
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
    void a_key_that_nobody_authorized_is_refused() throws Exception {
        var result = unreachable(connector, with(server.login("stranger")));
        assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        assertTrue(result.message().contains("1 key tried"), result.message());
    }

    @Test
    void a_port_where_nothing_listens_is_told_from_a_host_that_is_wrong() throws Exception {
        var there = server.destination();
        var closed = new Destination.Ssh("127.0.0.1", 1, there.login(), there.hostKeys(), Timeouts.DEFAULT);
        assertEquals(
                ConnectFailure.CONNECT_REFUSED, unreachable(connector, closed).code());
        var nowhere =
                new Destination.Ssh("no-such-host.invalid", 22, there.login(), there.hostKeys(), Timeouts.DEFAULT);
        assertEquals(
                ConnectFailure.HOST_UNKNOWN, unreachable(connector, nowhere).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id_ed25519", "id_ecdsa", "id_rsa"})
    void the_agent_signs_with_a_key_of_every_type(String key) throws Exception {
        try (var agent = new Agent(server.home, key)) {
            assertEquals("hello\n", say(connector, with(noFiles(agent)), "echo hello"));
        }
    }

    @Test
    void of_the_agents_keys_only_named_ones_are_used_if_that_is_asked_for() throws Exception {
        try (var agent = new Agent(server.home, "id_ed25519", "stranger")) {
            var named = server.login("id_ed25519.gone").withAgentSocket(Optional.of(agent.socket));
            Files.copy(server.home.resolve("id_ed25519.pub"), server.home.resolve("id_ed25519.gone.pub"));
            assertEquals("hello\n", say(connector, with(named.withIdentitiesOnly(true)), "echo hello"));
            var none = noFiles(agent).withIdentitiesOnly(true);
            assertEquals(
                    ConnectFailure.AUTH_FAILED,
                    unreachable(connector, with(none)).code());
        }
    }

    @Test
    void an_agent_that_is_not_there_is_named_when_nothing_else_helps() throws Exception {
        var login = server.login("stranger").withAgentSocket(Optional.of(Path.of("/nonexistent/agent")));
        var result = unreachable(connector, with(login));
        assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        assertTrue(result.message().contains("/nonexistent/agent does not answer"), result.message());
        assertEquals(
                "hello\n",
                say(connector, with(login.withIdentities(List.of(server.home.resolve("id_rsa")))), "echo hello"));
    }

    @Test
    void an_encrypted_key_is_named_when_nothing_else_helps() throws Exception {
        Path key = server.home.resolve("encrypted");
        OpenSshServer.run("ssh-keygen", "-q", "-N", "secret", "-t", "ed25519", "-f", key.toString());
        var result = unreachable(connector, with(server.login("encrypted")));
        assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        assertTrue(result.message().contains(key + " cannot be used without a passphrase"), result.message());
    }

    @Test
    void an_old_pem_key_works() throws Exception {
        Path key = server.home.resolve("pem");
        Files.copy(server.home.resolve("id_rsa"), key);
        OpenSshServer.run("ssh-keygen", "-q", "-p", "-N", "", "-m", "PEM", "-f", key.toString());
        assertTrue(Files.readString(key).startsWith("-----BEGIN RSA PRIVATE KEY"));
        assertEquals("hello\n", say(connector, with(server.login("pem")), "echo hello"));
    }

    @Test
    void default_keys_are_tried_in_turn_and_missing_ones_skipped() throws Exception {
        var login = new Login(
                "root",
                List.of(),
                List.of(
                        server.home.resolve("missing"),
                        server.home.resolve("stranger"),
                        server.home.resolve("id_ecdsa")),
                false,
                Optional.empty(),
                Optional.empty());
        assertEquals("hello\n", say(connector, with(login), "echo hello"));
    }

    @Test
    void a_server_that_is_killed_in_mid_session_ends_the_streams() throws Exception {
        try (var other = new OpenSshServer();
                var connection = connected(connector.connect(other.destination()));
                var process = connection.start("echo up; exec sleep 1000")) {
            assertEquals("up", StandInRunner.line(process.stdout()));
            other.killSessions();
            assertTrue(ended(process.stdout()));
            assertEquals(OptionalInt.empty(), process.waitFor(Duration.ofSeconds(5)));
        }
    }

    @Test
    void too_many_wrong_keys_are_a_failed_login() throws Exception {
        try (var other = new OpenSshServer("MaxAuthTries 2")) {
            var strangers = new ArrayList<Path>();
            for (int i = 0; i < 5; i++) {
                Path key = other.home.resolve("stranger" + i);
                OpenSshServer.run("ssh-keygen", "-q", "-N", "", "-t", "ed25519", "-f", key.toString());
                strangers.add(key);
            }
            var there = other.destination();
            var login = there.login().withIdentities(strangers);
            var result = unreachable(
                    connector, new Destination.Ssh("127.0.0.1", other.port, login, there.hostKeys(), Timeouts.DEFAULT));
            assertEquals(ConnectFailure.AUTH_FAILED, result.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello, this is no SSH\r\n", "SSH-1.5-ancient\r\n", "SSH-2.0-odd\r\n\0\0\0\7garbage"})
    void what_is_no_ssh_server_is_told_so(String greeting) throws Exception {
        try (var odd = new OddServer(greeting, true)) {
            var code = unreachable(connector, to(odd.port(), Duration.ofSeconds(10)))
                    .code();
            assertTrue(code == ConnectFailure.PROTOCOL || code == ConnectFailure.CLOSED_EARLY, code::toString);
        }
    }

    @Test
    void a_server_that_closes_at_once_is_told_from_one_that_says_nothing() throws Exception {
        try (var closing = new OddServer("", true)) {
            assertEquals(
                    ConnectFailure.CLOSED_EARLY,
                    unreachable(connector, to(closing.port(), Duration.ofMillis(500)))
                            .code());
        }
        try (var silent = new OddServer("", false)) {
            assertEquals(
                    ConnectFailure.CONNECT_TIMEOUT,
                    unreachable(connector, to(silent.port(), Duration.ofMillis(300)))
                            .code());
        }
        try (var stuck = new OddServer("SSH-2.0-stuck\r\n", false)) {
            assertEquals(
                    ConnectFailure.CONNECT_TIMEOUT,
                    unreachable(connector, to(stuck.port(), Duration.ofMillis(300)))
                            .code());
        }
    }

    private Destination.Ssh to(int port, Duration timeout) {
        return new Destination.Ssh(
                "127.0.0.1",
                port,
                server.login("id_ed25519"),
                server.hostKeys(),
                Timeouts.DEFAULT.withConnect(timeout));
    }

    private Login noFiles(Agent agent) {
        return new Login("root", List.of(), List.of(), false, Optional.of(agent.socket), Optional.empty());
    }

    private static boolean ended(java.io.InputStream in) {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private Destination.Ssh with(Login login) {
        return new Destination.Ssh("127.0.0.1", server.port, login, server.hostKeys(), Timeouts.DEFAULT);
    }
}
