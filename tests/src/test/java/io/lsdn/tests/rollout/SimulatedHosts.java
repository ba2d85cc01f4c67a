package io.lsdn.tests.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.hosts.TransportGate;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.PlayHost;
import io.lsdn.controller.rollout.Resumption;
import io.lsdn.controller.rollout.Rollout;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.rollout.Timing;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnector;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.Timeouts;
import io.lsdn.controller.transport.local.LocalConnection;
import io.lsdn.controller.transport.openssh.OpenSshConnector;
import io.lsdn.controller.transport.ssh.SshConnector;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Ipv4Address;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Ulid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** Simulated hosts behind one SSH server on 127.0.0.1: the login name says which of them is meant. */
final class SimulatedHosts implements AutoCloseable {
    /** Interfaces tap0 and up on every host. */
    static final int TAPS = 4;

    private static final String PASSWORD = "a password";

    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
    private final SshServer server;
    private final Path directory;
    private final TransportGate gate;

    /** Hosts {@code h000} and up, each phys of its name at 10.0.x.y. */
    SimulatedHosts(int count, Path directory) throws IOException {
        this.directory = directory;
        for (int i = 0; i < count; i++) {
            String name = "h%03d".formatted(i);
            hosts.put(name, new SimulatedHost(name, directory.resolve(name), ip(i), TAPS));
        }
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        var keys = new SimpleGeneratorHostKeyProvider(directory.resolve("host-key"));
        keys.setAlgorithm("EC");
        keys.setKeySize(256);
        server.setKeyPairProvider(keys);
        // One way in only: a refused login is not to be made up for by another method.
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.setPasswordAuthenticator((user, password, _) -> password.equals(PASSWORD)
                && hosts.containsKey(user)
                && host(user).letsIn());
        server.setCommandFactory((_, command) -> new SimulatedShell(command, this::host));
        server.start();
        gate = new TransportGate(
                access(knownHosts(keys)),
                new HostConnector(
                        new SshConnector()::connect, new OpenSshConnector()::connect, LocalConnection::connect),
                new RunnerBootstrap(RunnerJar.of(new byte[] {1}), Optional.empty()));
    }

    static Ipv4Address ip(int i) {
        return new Ipv4Address(0x0a000001 + i);
    }

    private Path knownHosts(SimpleGeneratorHostKeyProvider keys) throws IOException {
        var text = new StringBuilder();
        for (var pair : keys.loadKeys(null)) {
            text.append("[127.0.0.1]:").append(server.getPort()).append(' ');
            text.append(PublicKeyEntry.toString(pair.getPublic())).append('\n');
        }
        return Files.writeString(directory.resolve("known_hosts"), text, UTF_8);
    }

    private List<HostAccess> access(Path knownHosts) {
        var keys = new HostKeys(false, List.of(knownHosts), List.of(), Optional.empty());
        var timeouts = new Timeouts(Duration.ofSeconds(60), Duration.ZERO, 1);
        return hosts.keySet().stream()
                .map(name -> new HostAccess(
                        name,
                        new Destination.Ssh("127.0.0.1", server.getPort(), login(name), keys, timeouts),
                        BootstrapSettings.of(new HostPath("/simulated/" + name)).withPatience(Duration.ofSeconds(60))))
                .toList();
    }

    private static Login login(String name) {
        var password = Optional.of(new Secret(PASSWORD.toCharArray()));
        return new Login(name, List.of(), List.of(), true, Optional.empty(), password);
    }

    SimulatedHost host(String name) {
        return Objects.requireNonNull(hosts.get(name), name);
    }

    List<SimulatedHost> all() {
        return List.copyOf(hosts.values());
    }

    Map<String, KernelState> kernels() {
        Map<String, KernelState> kernels = new LinkedHashMap<>();
        hosts.forEach((name, host) -> kernels.put(name, host.kernel()));
        return kernels;
    }

    /** A rollout of a topology to all hosts. */
    RolloutResult run(Topology topology, int forks, Duration confirm) throws InterruptedException {
        return run(topology, settings(forks, confirm), DecisionRecord.IN_MEMORY);
    }

    /** A rollout to all hosts that is written down. What its record throws is as the death of its controller. */
    RolloutResult run(Topology topology, RolloutSettings settings, DecisionRecord record) throws InterruptedException {
        try {
            return new Rollout(participants(topology), settings, gate, _ -> {}, RolloutTasks.NONE, record).run();
        } finally {
            settle();
        }
    }

    Participants participants(Topology topology) {
        List<PlayHost> inventory = hosts.keySet().stream()
                .map(n -> new PlayHost(n, "127.0.0.1", Optional.empty(), Optional.empty()))
                .toList();
        return Participants.of(topology, inventory, hosts.keySet());
    }

    /** Of a new rollout. */
    static RolloutSettings settings(int forks, Duration confirm) {
        var holder = new Holder(Ulid.next(InstantSource.system(), new SecureRandom()), "test", "here", 1, "now");
        var patient = Duration.ofMinutes(2);
        var timing = new Timing(
                confirm,
                patient,
                patient,
                patient,
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                Duration.ofMillis(50));
        return new RolloutSettings(holder, forks, timing, false, false, OnFailure.ROLLBACK);
    }

    /** Finishes a rollout, under its own id. */
    Resumption resumption(RolloutSettings settings) {
        return new Resumption(settings, gate, _ -> {});
    }

    private void settle() throws InterruptedException {
        for (SimulatedHost host : hosts.values()) {
            host.settle();
        }
    }

    @Override
    public void close() throws IOException {
        server.close(true);
    }
}
