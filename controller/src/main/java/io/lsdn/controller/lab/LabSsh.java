package io.lsdn.controller.lab;

import io.lsdn.netmodel.topology.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The sshds of a lab: a key for the controller, a key and a configuration a host. */
final class LabSsh {
    static final String CLIENT_KEY = "id_ed25519";
    static final String KNOWN_HOSTS = "known_hosts";

    /** How long an sshd may take from its start to listening: seconds, on a machine that has much else to do. */
    private static final Duration LISTENING = Duration.ofSeconds(60);

    static final String SSHD = "/usr/sbin/sshd";
    private static final String PID_FILE = "sshd.pid";
    /** Where Debian's sshd separates its privileges; its package's service makes it, and none runs here. */
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    private final Path directory;

    LabSsh(Path directory) {
        this.directory = directory;
    }

    void prepare(Map<String, IpAddress> hosts) throws IOException, LabException {
        if (!Files.isExecutable(Path.of(SSHD))) {
            throw new LabException(
                    "a lab needs OpenSSH's server, and " + SSHD + " is missing", "install openssh-server");
        }
        preparePrivilegeSeparation();
        key(directory.resolve(CLIENT_KEY));
        Files.copy(directory.resolve(CLIENT_KEY + ".pub"), directory.resolve("authorized_keys"));
        var known = new StringBuilder();
        for (var host : hosts.entrySet()) {
            Path home = hostDirectory(host.getKey());
            Files.createDirectories(home);
            key(home.resolve("host_key"));
            String[] words = Files.readString(home.resolve("host_key.pub")).split(" ", 3);
            known.append(host.getValue())
                    .append(' ')
                    .append(words[0])
                    .append(' ')
                    .append(words[1])
                    .append('\n');
            Files.writeString(home.resolve("sshd_config"), configuration(home, host.getValue()));
        }
        Files.writeString(directory.resolve(KNOWN_HOSTS), known.toString());
    }

    static void preparePrivilegeSeparation() throws IOException {
        Files.createDirectories(PRIVILEGE_SEPARATION);
    }

    private Path hostDirectory(String host) {
        return directory.resolve("hosts").resolve(host);
    }

    /** The command that starts a host's sshd in the background. */
    List<String> daemon(String host) {
        Path home = hostDirectory(host);
        return List.of(
                SSHD,
                "-f",
                home.resolve("sshd_config").toString(),
                "-E",
                home.resolve("sshd.log").toString());
    }

    /** Waits until all listen: sshd goes to the background before it does, and writes its pid when it does (sshd.c). */
    void awaitListening(Collection<String> hosts) throws IOException, LabException {
        long end = System.nanoTime() + LISTENING.toNanos();
        for (String host : hosts) {
            Path home = hostDirectory(host);
            while (!Files.exists(home.resolve(PID_FILE))) {
                if (System.nanoTime() > end) {
                    throw new LabException(
                            "the sshd of host " + host + " does not listen", "see " + home.resolve("sshd.log"));
                }
                sleep();
            }
        }
    }

    private static void sleep() throws LabException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "");
        }
    }

    private String configuration(Path home, IpAddress address) {
        return String.join(
                "\n",
                "ListenAddress [" + address + "]:22",
                "HostKey " + home.resolve("host_key"),
                "PidFile " + home.resolve(PID_FILE),
                "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password",
                "UsePAM no",
                "UseDNS no",
                "PrintMotd no",
                // Debian's bash reads root's .bashrc for a command over SSH, unless it is a shell within a shell; what
                // this machine's root has there is no part of a lab's hosts.
                "SetEnv SHLVL=1",
                "");
    }

    static void key(Path file) throws IOException, LabException {
        var process = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lsdn lab", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new LabException("ssh-keygen failed: " + said.strip(), "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", "");
        }
    }
}
