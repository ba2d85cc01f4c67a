package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.Deadline;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.StartUps;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import net.schmizz.keepalive.KeepAliveRunner;
import net.schmizz.sshj.SSHClient;

/**
 * Reaches hosts over SSH. One instance a run: it shares algorithms, random numbers, keys, known hosts, and the connections to
 * bastions, which {@link #close} ends (else the process's end does).
 */
public final class SshConnector implements AutoCloseable {
    private final LeanConfig config = new LeanConfig();
    private final KnownHosts knownHosts = new KnownHosts();
    private final Identities identities = new Identities(config);
    private final StartUps<Server> startUps = new StartUps<>();
    private final Bastions bastions = new Bastions(this::connect);

    private record Server(Optional<Destination.Ssh> via, String host, int port) {}

    /** Asks for the passphrases of keys that will be needed for those destinations. */
    public void unlock(Collection<Destination.Ssh> destinations, Passphrases passphrases) {
        new Unlocking(identities, passphrases).of(destinations);
    }

    /** As {@link io.lsdn.controller.transport.Connector#connect}. */
    public ConnectResult connect(Destination.Ssh destination) {
        var server = new Server(destination.via(), destination.host(), destination.port());
        return startUps.paced(server, destination.timeouts().connect(), () -> switch (wire(destination)) {
            case Wire.Result.Open(var wire) -> logIn(wire, destination);
            case Wire.Result.Failed(var unreachable) -> unreachable;
        });
    }

    private Wire.Result wire(Destination.Ssh destination) {
        return destination
                .via()
                .map(bastion -> bastions.open(bastion, destination))
                .orElseGet(() -> TcpDial.open(destination));
    }

    private ConnectResult logIn(Wire wire, Destination.Ssh destination) {
        var check = new HostKeyCheck(knownHosts, destination);
        var failures = new SshFailures(destination);
        SSHClient client = client(destination, check);
        client.getTransport().setDisconnectListener(failures);
        Duration time = destination.timeouts().connect();
        try (var deadline = Deadline.after(time, wire::cut)) {
            try {
                wire.begin(client, destination);
            } catch (IOException e) {
                wire.cut();
                return check.refusal()
                        .<ConnectResult>map(r -> r)
                        .orElseGet(() -> deadline.expired() ? failures.timeout("key exchange") : failures.greeting(e));
            }
        }
        var methods = new LoginMethods(destination.login(), identities, config, failures::isOver);
        try (var deadline = Deadline.after(time, wire::cut)) {
            try {
                client.auth(destination.login().user(), methods);
                return new Connected(new SshConnection(client, wire));
            } catch (IOException e) {
                boolean alive = !failures.isOver();
                wire.cut();
                return deadline.expired()
                        ? failures.timeout("login")
                        : failures.login(e, alive, client.getUserAuth().getAllowedMethods(), methods.summary());
            }
        }
    }

    private SSHClient client(Destination.Ssh destination, HostKeyCheck check) {
        var client = new SSHClient(config);
        int millis = Math.toIntExact(Math.min(destination.timeouts().connect().toMillis(), Integer.MAX_VALUE));
        client.addHostKeyVerifier(check);
        // Later than our own deadline, which ends the connection: a server that is slow must not be taken for one that
        // hung up.
        client.getTransport().setTimeoutMs((int) Math.min(2L * millis, Integer.MAX_VALUE));
        client.getConnection().setTimeoutMs(millis);
        if (client.getConnection().getKeepAlive() instanceof KeepAliveRunner runner) {
            runner.setKeepAliveInterval(
                    Math.toIntExact(destination.timeouts().keepAliveInterval().toSeconds()));
            runner.setMaxAliveCount(destination.timeouts().keepAliveCount());
        }
        return client;
    }

    @Override
    public void close() {
        bastions.close();
    }
}
