package io.lsdn.controller.transport.ssh;

import static io.lsdn.controller.transport.ssh.Trial.connected;
import static io.lsdn.controller.transport.ssh.Trial.say;
import static io.lsdn.controller.transport.ssh.Trial.unreachable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Hosts behind bastions, and many at once, by OpenSSH's server with the limits that it comes with. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BastionTest {
    private static final int HOSTS = 60;

    @Test
    void sixty_hosts_behind_one_bastion_share_one_connection_to_it() throws Exception {
        try (var bastion = new OpenSshServer();
                var hosts = new ManyServers(bastion, HOSTS);
                var connector = new SshConnector()) {
            List<Destination.Ssh> there = hosts.ports().stream()
                    .map(p -> at(bastion, p).withVia(Optional.of(bastion.destination())))
                    .toList();
            List<HostConnection> open = connectAll(connector, there);
            for (HostConnection connection : open) {
                assertEquals("hello\n", say(connection, "echo hello"));
            }
            // As before a decision: each once more, over a connection of its own.
            connectAll(connector, there).forEach(HostConnection::close);
            open.forEach(HostConnection::close);
            assertEquals(1, logins(bastion));
        }
    }

    @Test
    void sixty_logins_at_one_server_are_paced_under_its_limits() throws Exception {
        try (var server = new OpenSshServer("MaxStartups 10:30:100");
                var connector = new SshConnector()) {
            var there = IntStream.range(0, HOSTS)
                    .mapToObj(i -> server.destination())
                    .toList();
            connectAll(connector, there).forEach(HostConnection::close);
            assertTrue(!Files.readString(server.home.resolve("log")).contains("beginning MaxStartups throttling"));
        }
    }

    @Test
    void a_login_that_was_dropped_for_others_is_tried_again() throws Exception {
        try (var server = new OpenSshServer("MaxStartups 1:100:1");
                var connector = new SshConnector()) {
            var other = new Socket(InetAddress.getLoopbackAddress(), server.port);
            assertEquals('S', other.getInputStream().read());
            var waiting =
                    Executors.newVirtualThreadPerTaskExecutor().submit(() -> connector.connect(server.destination()));
            server.awaitLog("drop connection");
            other.close();
            connected(waiting.get()).close();
        }
    }

    @Test
    void a_way_of_several_hops() throws Exception {
        try (var first = new OpenSshServer();
                var second = new OpenSshServer();
                var third = new OpenSshServer();
                var connector = new SshConnector()) {
            var way = third.destination()
                    .withVia(Optional.of(second.destination().withVia(Optional.of(first.destination()))));
            try (var connection = connected(connector.connect(way))) {
                String client = say(connection, "echo $SSH_CONNECTION");
                assertTrue(client.contains(" " + third.port), client);
            }
            assertEquals(1, logins(first));
            assertEquals(1, logins(second));
        }
    }

    @Test
    void who_is_at_fault_is_told() throws Exception {
        try (var bastion = new OpenSshServer();
                var closed = new OpenSshServer("AllowTcpForwarding no");
                var target = new OpenSshServer();
                var connector = new SshConnector()) {
            var via = Optional.of(bastion.destination());
            var nobody = unreachable(connector, at(bastion, 1).withVia(via));
            assertEquals(ConnectFailure.CONNECT_REFUSED, nobody.code());
            assertTrue(nobody.message().contains("the bastion 127.0.0.1"), nobody.message());

            var shut = unreachable(connector, target.destination().withVia(Optional.of(closed.destination())));
            assertEquals(ConnectFailure.NO_ROUTE, shut.code());
            assertTrue(shut.hint().contains("AllowTcpForwarding"), shut.hint());

            var unknown = new Destination.Ssh(
                    "127.0.0.1",
                    bastion.port,
                    bastion.login("id_ed25519"),
                    target.hostKeys(),
                    Timeouts.DEFAULT.withConnect(Duration.ofSeconds(9)));
            var distrusted = unreachable(connector, target.destination().withVia(Optional.of(unknown)));
            assertEquals(ConnectFailure.HOST_KEY_UNKNOWN, distrusted.code());
            assertTrue(distrusted.message().startsWith("by the bastion 127.0.0.1: "), distrusted.message());

            // The bastion is trusted, what it leads to is somebody else.
            target.restartWithOtherKey();
            assertEquals(
                    ConnectFailure.HOST_KEY_CHANGED,
                    unreachable(connector, target.destination().withVia(via)).code());
        }
    }

    @Test
    void a_connection_to_a_bastion_that_broke_is_made_anew() throws Exception {
        try (var bastion = new OpenSshServer();
                var target = new OpenSshServer();
                var connector = new SshConnector()) {
            var there = target.destination().withVia(Optional.of(bastion.destination()));
            var first = connected(connector.connect(there));
            var process = first.start("echo up; exec sleep 1000");
            assertEquals('u', process.stdout().read());
            bastion.killSessions();
            assertTrue(isEnded(process.stdout()));
            connected(connector.connect(there)).close();
            assertEquals(2, logins(bastion));
        }
    }

    private static boolean isEnded(java.io.InputStream in) {
        try {
            in.readAllBytes();
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    private static Destination.Ssh at(OpenSshServer keys, int port) {
        return new Destination.Ssh(
                "127.0.0.1",
                port,
                keys.login("id_ed25519"),
                keys.hostKeys().withAlias("everyone"),
                Timeouts.DEFAULT.withConnect(Duration.ofSeconds(60)));
    }

    private static List<HostConnection> connectAll(SshConnector connector, List<Destination.Ssh> there)
            throws Exception {
        var open = new ArrayList<HostConnection>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ConnectResult>> results = threads.invokeAll(there.stream()
                    .map(d -> (Callable<ConnectResult>) () -> connector.connect(d))
                    .toList());
            for (var result : results) {
                open.add(connected(result.get()));
            }
        }
        return open;
    }

    private static long logins(OpenSshServer server) throws IOException {
        return Files.readString(server.home.resolve("log"))
                .lines()
                .filter(l -> l.startsWith("Accepted publickey"))
                .count();
    }
}
