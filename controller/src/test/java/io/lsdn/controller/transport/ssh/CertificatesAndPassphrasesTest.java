package io.lsdn.controller.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of authorities and encrypted keys, against OpenSSH. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CertificatesAndPassphrasesTest {
    private Path home;
    private OpenSshServer server;

    /** A server that shows host certificates and lets in who has a certificate of the users' authority, and nobody else. */
    @BeforeAll
    void start() throws Exception {
        home = Files.createTempDirectory(Path.of("/tmp"), "certs");
        for (String ca : List.of("host_ca", "user_ca", "other_ca")) {
            keygen(ca, "ed25519");
        }
        server = new OpenSshServer(
                "TrustedUserCAKeys " + home.resolve("user_ca.pub"),
                "HostCertificate " + home.resolve("host_ed25519-cert.pub"),
                "HostCertificate " + home.resolve("host_rsa-cert.pub"),
                "HostCertificate " + home.resolve("host_ecdsa-cert.pub"));
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        OpenSshServer.run("rm", "-rf", home.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void a_host_that_a_known_authority_certified_is_known(String type) throws Exception {
        certifyHost("host_ca", type, "-n", "127.0.0.1,other");
        assertEquals("hello\n", say(with(authority("* ", "host_ca"))));
        assertEquals("hello\n", say(with(authority("[127.0.0.1]:" + server.port + " ", "host_ca"))));
    }

    @Test
    void a_certificate_for_another_name_or_time_or_for_a_user_is_not_good() throws Exception {
        certifyHost("host_ca", "ed25519", "-n", "elsewhere");
        assertTrue(notGood(ConnectFailure.HOST_KEY_UNKNOWN).contains("is not good"));
        certifyHost("host_ca", "ed25519", "-n", "127.0.0.1", "-V", "20200101:20200102");
        assertTrue(notGood(ConnectFailure.HOST_KEY_UNKNOWN).contains("valid"));
        certify("host_ca", server.home.resolve("host_ed25519.pub"), "-n", "127.0.0.1");
        install("ed25519");
        assertTrue(notGood(ConnectFailure.HOST_KEY_UNKNOWN).contains("not for a host"));
    }

    @Test
    void a_certificate_of_an_unknown_authority_says_nothing_and_the_plain_key_counts() throws Exception {
        certifyHost("other_ca", "ed25519", "-n", "127.0.0.1");
        assertTrue(notGood(ConnectFailure.HOST_KEY_UNKNOWN).contains("is not known"));
        Path both = home.resolve("both_known");
        Files.writeString(
                both,
                Files.readString(authority("* ", "host_ca")) + Files.readString(server.home.resolve("known_hosts")));
        assertEquals("hello\n", say(with(both)));
    }

    @Test
    void a_revoked_authority_or_key_is_refused() throws Exception {
        certifyHost("host_ca", "ed25519", "-n", "127.0.0.1");
        for (String revoked :
                List.of(Files.readString(home.resolve("host_ca.pub")), server.publicKey("host_ed25519") + "\n")) {
            Path known = home.resolve("revoked");
            Files.writeString(known, Files.readString(authority("* ", "host_ca")) + "@revoked * " + revoked);
            assertEquals(
                    ConnectFailure.HOST_KEY_REVOKED, unreachable(with(known)).code());
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,false", "ecdsa,false", "rsa,false", "ed25519,true", "rsa,true"})
    void a_user_who_was_certified_is_let_in(String type, boolean named) throws Exception {
        String name = "user_" + type + named;
        Path key = keygen(name, type);
        assertEquals(ConnectFailure.AUTH_FAILED, unreachable(by(key, List.of())).code());
        Path beside = certify("user_ca", Path.of(key + ".pub"), "-n", "root");
        if (!named) {
            assertEquals("hello\n", say(by(key, List.of())));
            return;
        }
        Path elsewhere = Files.move(beside, home.resolve("elsewhere-" + type));
        assertEquals(ConnectFailure.AUTH_FAILED, unreachable(by(key, List.of())).code());
        assertEquals("hello\n", say(by(key, List.of(elsewhere))));
    }

    @Test
    void a_certificate_for_a_key_that_only_the_agent_holds() throws Exception {
        Path key = keygen("held", "ed25519");
        Path certificate = certify("user_ca", Path.of(key + ".pub"), "-n", "root");
        Path kept = Files.copy(certificate, home.resolve("kept"));
        try (var agent = new Agent(home, "held")) {
            Files.delete(certificate);
            var login = new Login(
                    "root", List.of(), List.of(), false, Optional.of(agent.socket), List.of(kept), Optional.empty());
            assertEquals("hello\n", say(by(login)));
        }
    }

    @ParameterizedTest
    @CsvSource({"ed25519,RFC4716", "ecdsa,RFC4716", "rsa,RFC4716", "rsa,PEM", "ecdsa,PKCS8"})
    void an_encrypted_key_is_opened_with_its_passphrase_which_is_asked_for_once(String type, String format)
            throws Exception {
        Path key = encrypted(type + format, type, format);
        var asked = new ArrayList<String>();
        try (var connector = new SshConnector()) {
            var there = by(key, List.of());
            connector.unlock(List.of(there, by(key, List.of())), (file, again) -> {
                asked.add(file + (again ? " again" : ""));
                return Optional.of(new Secret((again ? "open sesame" : "wrong").toCharArray()));
            });
            assertEquals(List.of(key.toString(), key + " again"), asked);
            assertEquals("hello\n", Trial.say(connector, there, "echo hello"));
        }
    }

    @Test
    void without_anybody_to_ask_the_key_is_named() throws Exception {
        Path key = encrypted("nobody", "ed25519", "RFC4716");
        try (var connector = new SshConnector()) {
            connector.unlock(List.of(by(key, List.of())), (file, again) -> Optional.empty());
            var result = assertInstanceOf(Unreachable.class, connector.connect(by(key, List.of())));
            assertEquals(ConnectFailure.AUTH_FAILED, result.code());
            assertTrue(result.message().contains(key + " cannot be used without a passphrase"), result.message());
            assertTrue(result.message().contains("no terminal"), result.message());
        }
    }

    @Test
    void a_key_that_the_agent_holds_is_not_asked_for() throws Exception {
        Path key = keygen("both", "ed25519");
        Path certificate = certify("user_ca", Path.of(key + ".pub"), "-n", "root");
        try (var agent = new Agent(home, "both");
                var connector = new SshConnector()) {
            OpenSshServer.run("ssh-keygen", "-q", "-p", "-P", "", "-N", "later", "-f", key.toString());
            var login = new Login(
                    "root",
                    List.of(key),
                    List.of(),
                    true,
                    Optional.of(agent.socket),
                    List.of(certificate),
                    Optional.empty());
            connector.unlock(List.of(by(login)), (file, again) -> {
                throw new AssertionError("asked for " + file);
            });
            assertEquals("hello\n", Trial.say(connector, by(login), "echo hello"));
        }
    }

    private Path encrypted(String name, String type, String format) throws Exception {
        Path key = home.resolve(name);
        OpenSshServer.run(
                "ssh-keygen", "-q", "-N", "open sesame", "-t", type, "-m", format, "-f", key.toString(), "-C", name);
        certify("user_ca", Path.of(key + ".pub"), "-n", "root");
        return key;
    }

    private Path keygen(String name, String type) throws Exception {
        Path key = home.resolve(name);
        OpenSshServer.run("ssh-keygen", "-q", "-N", "", "-t", type, "-f", key.toString(), "-C", name);
        return key;
    }

    private Path certify(String ca, Path publicKey, String... more) throws Exception {
        var command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-s", home.resolve(ca).toString(), "-I", "test"));
        command.addAll(List.of(more));
        command.add(publicKey.toString());
        OpenSshServer.run(command.toArray(String[]::new));
        return Path.of(publicKey.toString().replace(".pub", "-cert.pub"));
    }

    /** The server looks for it at its next start, which a SIGHUP is. */
    private void certifyHost(String ca, String type, String... more) throws Exception {
        var all = new ArrayList<>(List.of(more));
        all.addFirst("-h");
        certify(ca, server.home.resolve("host_" + type + ".pub"), all.toArray(String[]::new));
        install(type);
    }

    private void install(String type) throws Exception {
        for (String other : List.of("ed25519", "ecdsa", "rsa")) {
            Files.deleteIfExists(home.resolve("host_" + other + "-cert.pub"));
        }
        Files.copy(server.home.resolve("host_" + type + "-cert.pub"), home.resolve("host_" + type + "-cert.pub"));
        server.reload();
    }

    private String notGood(ConnectFailure code) throws Exception {
        var result = unreachable(with(authority("* ", "host_ca")));
        assertEquals(code, result.code(), result.message());
        return result.message();
    }

    private Path authority(String hosts, String ca) throws IOException {
        return Files.writeString(
                home.resolve("authority"), "@cert-authority " + hosts + Files.readString(home.resolve(ca + ".pub")));
    }

    private Destination.Ssh with(Path knownHosts) {
        return new Destination.Ssh(
                "127.0.0.1",
                server.port,
                server.login("id_ed25519"),
                new HostKeys(false, List.of(knownHosts), List.of(), Optional.empty()),
                Timeouts.DEFAULT);
    }

    private Destination.Ssh by(Path key, List<Path> certificates) {
        return by(new Login("root", List.of(key), List.of(), false, Optional.empty(), certificates, Optional.empty()));
    }

    private Destination.Ssh by(Login login) {
        return new Destination.Ssh("127.0.0.1", server.port, login, server.hostKeys(), Timeouts.DEFAULT);
    }

    private static Unreachable unreachable(Destination.Ssh there) {
        try (var connector = new SshConnector()) {
            return Trial.unreachable(connector, there);
        }
    }

    private static String say(Destination.Ssh there) throws IOException {
        try (var connector = new SshConnector()) {
            return Trial.say(connector, there, "echo hello");
        }
    }
}
