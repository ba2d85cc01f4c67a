package io.lsdn.controller.transport.ssh;

import static io.lsdn.controller.transport.ssh.Trial.say;
import static io.lsdn.controller.transport.ssh.Trial.unreachable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.Timeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's key means, against OpenSSH and with the files that its programs write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostKeysTest {
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

    @Test
    void an_unknown_host_key_is_refused_with_its_fingerprint() throws Exception {
        Path empty = server.home.resolve("empty");
        var result = unreachable(connector, with(files(false, empty)));
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
            var result = unreachable(connector, with(files(acceptNew, known)));
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
            assertEquals("hello\n", say(connector, with(files(true, known)), "echo hello"));
            assertEquals(line, Files.readString(known));
        }
        assertEquals("hello\n", say(new SshConnector(), with(files(false, known)), "echo hello"));
    }

    @Test
    void a_hashed_entry_is_found() throws Exception {
        Path known = server.home.resolve("hashed");
        Files.copy(server.home.resolve("known_hosts"), known);
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
        assertTrue(Files.readString(known).startsWith("|1|"));
        assertEquals("hello\n", say(connector, with(files(false, known)), "echo hello"));
    }

    @Test
    void a_revoked_key_is_refused_even_where_another_line_knows_it() throws Exception {
        Path known = server.home.resolve("revoked");
        Files.writeString(
                known,
                Files.readString(server.home.resolve("known_hosts")) + "@revoked * " + server.publicKey("host_ed25519")
                        + "\n");
        var result = unreachable(connector, with(files(true, known)));
        assertEquals(ConnectFailure.HOST_KEY_REVOKED, result.code());
        assertTrue(result.message().contains(known + ":2"), result.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host_ecdsa", "host_rsa"})
    void the_server_is_asked_for_the_key_that_is_known(String hostKey) throws Exception {
        Path known = server.home.resolve("known_" + hostKey);
        Files.writeString(known, "[127.0.0.1]:" + server.port + " " + server.publicKey(hostKey) + "\n");
        assertEquals("hello\n", say(connector, with(files(false, known)), "echo hello"));
    }

    @Test
    void a_host_key_alias_is_looked_up_without_the_port() throws Exception {
        Path known = server.home.resolve("alias");
        Files.writeString(known, "the-alias " + server.publicKey("host_ed25519") + "\n");
        assertEquals("hello\n", say(connector, with(files(false, known).withAlias("the-alias")), "echo hello"));
    }

    @Test
    void a_known_hosts_file_that_cannot_be_written_is_named() throws Exception {
        var result = unreachable(connector, with(files(true, Path.of("/proc/no/known_hosts"))));
        assertEquals(ConnectFailure.KNOWN_HOSTS_UNUSABLE, result.code());
        assertTrue(result.message().contains("/proc/no"), result.message());
    }

    @Test
    void a_host_that_was_reinstalled_is_refused() throws Exception {
        try (var other = new OpenSshServer()) {
            assertEquals("hello\n", say(connector, other.destination(), "echo hello"));
            other.restartWithOtherKey();
            assertEquals(
                    ConnectFailure.HOST_KEY_CHANGED,
                    unreachable(connector, other.destination()).code());
        }
    }

    @Test
    void a_host_that_is_known_by_a_key_of_another_type_is_not_taken_as_new() throws Exception {
        try (var other = new OpenSshServer()) {
            other.restartWithOtherKey();
            Path known = other.home.resolve("known_hosts");
            String text = "[127.0.0.1]:" + other.port + " " + other.publicKey("host_rsa") + "\n";
            Files.writeString(known, text);
            var accepting = other.hostKeys().withAcceptNew(true);
            var there =
                    new Destination.Ssh("127.0.0.1", other.port, other.login("id_rsa"), accepting, Timeouts.DEFAULT);
            assertEquals(
                    ConnectFailure.HOST_KEY_CHANGED,
                    unreachable(connector, there).code());
            assertEquals(text, Files.readString(known));
        }
    }

    private Destination.Ssh with(HostKeys hostKeys) {
        return new Destination.Ssh("127.0.0.1", server.port, server.login("id_ed25519"), hostKeys, Timeouts.DEFAULT);
    }

    private static HostKeys files(boolean acceptNew, Path file) {
        return new HostKeys(acceptNew, List.of(file), List.of(), Optional.empty());
    }
}
