package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.hosts.TransportGate;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnector;
import io.lsdn.controller.transport.RunnerArchive;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.local.LocalConnection;
import io.lsdn.controller.transport.openssh.OpenSshConnector;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.controller.transport.runtime.Runtimes;
import io.lsdn.controller.transport.ssh.SshConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes ways to hosts.
 *
 * @param surroundings whom to ask for passphrases
 * @param login what the command line says of logging in
 */
record Gates(Surroundings surroundings, CommandLine login) {
    /** Where the launcher keeps class archives of the runner. */
    static final String ARCHIVES = "lsdn.archives";

    /** Asks for the passphrases that will be needed. */
    HostGate to(List<HostAccess> access) {
        try {
            var jar = RunnerJar.carried();
            var ssh = new SshConnector();
            ssh.unlock(
                    access.stream()
                            .map(HostAccess::destination)
                            .filter(Destination.Ssh.class::isInstance)
                            .map(Destination.Ssh.class::cast)
                            .toList(),
                    (key, again) -> Passwords.passphrase(surroundings, key, again));
            return new TransportGate(
                    access,
                    new HostConnector(ssh::connect, new OpenSshConnector()::connect, LocalConnection::connect),
                    new RunnerBootstrap(jar, archive(jar), runtimes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the runner that this program carries cannot be read", e);
        }
    }

    private Runtimes runtimes() {
        try {
            return Runtimes.of(login.runtimes(), cache().resolve("runtimes"));
        } catch (IOException e) {
            throw new UsageException("--runtime: " + e.getMessage());
        }
    }

    /** As the XDG Base Directory Specification has it. */
    private Path cache() {
        String set = surroundings.environment().getOrDefault("XDG_CACHE_HOME", "");
        return (set.startsWith("/") ? Path.of(set) : surroundings.home().resolve(".cache")).resolve("lsdn-deploy");
    }

    /** A way to hosts that remembers nothing and asks for nothing. */
    static HostConnector connector() {
        return new HostConnector(
                new SshConnector()::connect, new OpenSshConnector()::connect, LocalConnection::connect);
    }

    private static Optional<RunnerArchive> archive(RunnerJar jar) throws IOException {
        String directory = System.getProperty(ARCHIVES, "");
        return directory.isEmpty() ? Optional.empty() : RunnerArchive.find(Path.of(directory), jar);
    }
}
