package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostKeys;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real OpenSSH server on 127.0.0.1 with keys and configuration of its own, and the keys of a user who may log in as root. */
final class OpenSshServer implements AutoCloseable {
    private static final String LISTENING = "Server listening";

    final Path home;
    final int port;
    private Process sshd;

    /** Starts one whose configuration ends with the given lines. */
    OpenSshServer(String... configuration) throws IOException, InterruptedException {
        home = Files.createTempDirectory(Path.of("/tmp"), "sshd");
        Files.createDirectories(Path.of("/run/sshd"));
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            keygen("host_" + type, type);
            keygen("id_" + type, type);
        }
        keygen("other_host_ed25519", "ed25519");
        keygen("stranger", "ed25519");
        var authorized = new StringBuilder();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            authorized.append(Files.readString(home.resolve("id_" + type + ".pub")));
        }
        Files.writeString(home.resolve("authorized_keys"), authorized);
        port = freePort();
        start("host_", configuration);
        know(port);
    }

    /** Stops the listener and its sessions, and starts a listener with other host keys: a host that was reinstalled. */
    void restartWithOtherKey() throws IOException, InterruptedException {
        stop();
        start("other_host_");
    }

    /** Lets the server read its files again. */
    void reload() throws IOException, InterruptedException {
        int before = log().length();
        run("kill", "-HUP", String.valueOf(sshd.pid()));
        awaitLog(LISTENING, before);
    }

    String log() throws IOException {
        return Files.readString(home.resolve("log"));
    }

    /** Waits until the server's log has a text. */
    void awaitLog(String text) throws IOException, InterruptedException {
        awaitLog(text, 0);
    }

    /** @param from where in the log to begin to look */
    void awaitLog(String text, int from) throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (log().indexOf(text, from) < 0) {
            if (System.nanoTime() > end || !sshd.isAlive()) {
                throw new IOException("no '" + text + "' in: " + log());
            }
            Thread.sleep(10);
        }
    }

    /** Kills the server's session processes, not the listener. */
    void killSessions() {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** A destination that knows the host and logs in with the ed25519 key. */
    Destination.Ssh destination() {
        return new Destination.Ssh("127.0.0.1", port, login("id_ed25519"), hostKeys(), Timeouts.DEFAULT);
    }

    Login login(String identity) {
        return new Login("root", List.of(home.resolve(identity)), List.of(), false, Optional.empty(), Optional.empty());
    }

    HostKeys hostKeys() {
        return new HostKeys(false, List.of(home.resolve("known_hosts")), List.of(), Optional.empty());
    }

    String publicKey(String name) throws IOException {
        return String.join(
                " ",
                List.of(Files.readString(home.resolve(name + ".pub")).split(" ", 3))
                        .subList(0, 2));
    }

    String fingerprint(String name) throws IOException, InterruptedException {
        return run("ssh-keygen", "-lf", home.resolve(name + ".pub").toString()).split(" ", 3)[1];
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
            run("rm", "-rf", home.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void know(int ofPort) throws IOException {
        Files.writeString(
                home.resolve("known_hosts"), "[127.0.0.1]:" + ofPort + " " + publicKey("host_ed25519") + "\n");
    }

    private void start(String hostKeys, String... configuration) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Path key = home.resolve(hostKeys + type);
            if (Files.exists(key)) {
                lines.add("HostKey " + key);
            }
        }
        lines.add("ListenAddress 127.0.0.1:" + port);
        lines.add("AuthorizedKeysFile " + home.resolve("authorized_keys"));
        lines.add("StrictModes no");
        lines.add("PidFile none");
        lines.add("UsePAM no");
        lines.add("PermitRootLogin yes");
        // Bash takes itself for a nested shell and leaves this machine's own .bashrc alone.
        lines.add("SetEnv SHLVL=1");
        lines.addAll(List.of(configuration));
        Path config = Files.write(home.resolve("sshd_config"), lines);
        sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        // A connection to see whether it listens would count under MaxStartups for a while.
        awaitLog(LISTENING);
    }

    private void stop() throws InterruptedException {
        List<ProcessHandle> children = sshd.descendants().toList();
        sshd.destroy();
        sshd.waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private void keygen(String name, String type) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-N", "", "-t", type, "-f", home.resolve(name).toString(), "-C", name);
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
