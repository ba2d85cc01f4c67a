package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.Deadline;
import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;

/** Reaches hosts over SSH. One instance a run: it shares algorithms, random numbers, keys and known hosts. */
public final class SshConnector {
    private final LeanConfig config = new LeanConfig();
    private final KnownHosts knownHosts = new KnownHosts();
    private final Identities identities = new Identities(config);

    /** As {@link io.lsdn.controller.transport.Connector#connect}. */
    public ConnectResult connect(Destination.Ssh destination) {
        return switch (TcpConnection.open(destination)) {
            case TcpConnection.Open(var socket) -> logIn(socket, destination);
            case TcpConnection.Failed(var unreachable) -> unreachable;
        };
    }

    private ConnectResult logIn(Socket socket, Destination.Ssh destination) {
        var check = new HostKeyCheck(knownHosts, destination);
        var failures = new SshFailures(destination);
        SSHClient client = client(socket, destination, check);
        client.getTransport().setDisconnectListener(failures);
        Duration time = destination.timeouts().connect();
        try (var deadline = Deadline.after(time, () -> closeQuietly(socket))) {
            try {
                client.connect(socket.getInetAddress(), destination.port());
            } catch (IOException e) {
                closeQuietly(socket);
                return check.refusal()
                        .<ConnectResult>map(r -> r)
                        .orElseGet(() -> deadline.expired() ? failures.timeout("key exchange") : failures.greeting(e));
            }
        }
        var methods = new LoginMethods(destination.login(), identities);
        try (var deadline = Deadline.after(time, () -> closeQuietly(socket))) {
            try {
                client.auth(destination.login().user(), methods);
                return new Connected(new SshConnection(client));
            } catch (IOException e) {
                boolean alive = client.getTransport().isRunning();
                closeQuietly(socket);
                return deadline.expired()
                        ? failures.timeout("login")
                        : failures.login(e, alive, client.getUserAuth().getAllowedMethods(), methods.summary());
            }
        }
    }

    private SSHClient client(Socket socket, Destination.Ssh destination, HostKeyCheck check) {
        var client = new SSHClient(config);
        int millis = Math.toIntExact(Math.min(destination.timeouts().connect().toMillis(), Integer.MAX_VALUE));
        client.setSocketFactory(new ReadySocket(socket));
        client.addHostKeyVerifier(check);
        client.getTransport().setTimeoutMs(millis);
        client.getConnection().setTimeoutMs(millis);
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner runner) {
            runner.setKeepAliveInterval(
                    Math.toIntExact(destination.timeouts().keepAliveInterval().toSeconds()));
            runner.setMaxAliveCount(destination.timeouts().keepAliveCount());
        }
        return client;
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // What closing it should achieve has happened already.
            return;
        }
    }
}
