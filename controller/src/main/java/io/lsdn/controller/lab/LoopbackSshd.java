package io.lsdn.controller.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An sshd of this user on 127.0.0.1, for as long as it is open: a host for a program that wants to see itself work. */
public final class LoopbackSshd implements AutoCloseable {
    private static final int TRIES = 100;

    private final Process sshd;
    private final String inventory;

    private LoopbackSshd(Process sshd, String inventory) {
        this.sshd = sshd;
        this.inventory = inventory;
    }

    /**
     * @param directory for its keys and configuration
     * @return empty where there is no sshd, or it does not want to
     */
    public static Optional<LoopbackSshd> open(Path directory) throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of(LabSsh.SSHD))) {
            return Optional.empty();
        }
        try {
            LabSsh.preparePrivilegeSeparation();
            LabSsh.key(directory.resolve("host_key"));
            LabSsh.key(directory.resolve(LabSsh.CLIENT_KEY));
        } catch (IOException | LabException _) {
            return Optional.empty();
        }
        int port = freePort();
        Files.copy(directory.resolve(LabSsh.CLIENT_KEY + ".pub"), directory.resolve("authorized_keys"));
        Path configuration = directory.resolve("sshd_config");
        Files.writeString(
                configuration,
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey " + directory.resolve("host_key"),
                        "PidFile none",
                        "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
                        "PermitRootLogin prohibit-password",
                        "UsePAM no",
                        // The directory is one for temporary files, which others may write to.
                        "StrictModes no",
                        ""));
        String[] key = Files.readString(directory.resolve("host_key.pub")).split(" ", 3);
        Files.writeString(
                directory.resolve(LabSsh.KNOWN_HOSTS), "[127.0.0.1]:" + port + " " + key[0] + " " + key[1] + "\n");
        Process sshd = new ProcessBuilder(List.of(LabSsh.SSHD, "-D", "-e", "-f", configuration.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        var started = new LoopbackSshd(sshd, inventoryLine(directory, port));
        if (started.isListening(port)) {
            return Optional.of(started);
        }
        started.close();
        return Optional.empty();
    }

    /** The variables of an inventory's host that lead here. */
    public String variables() {
        return inventory;
    }

    private static String inventoryLine(Path directory, int port) {
        return "ansible_host=127.0.0.1 ansible_port=" + port + " ansible_user=" + System.getProperty("user.name")
                + " ansible_ssh_private_key_file=" + directory.resolve(LabSsh.CLIENT_KEY)
                + " ansible_ssh_common_args='-o UserKnownHostsFile=" + directory.resolve(LabSsh.KNOWN_HOSTS) + "'";
    }

    private boolean isListening(int port) throws InterruptedException {
        for (int i = 0; i < TRIES && sshd.isAlive(); i++) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException _) {
                if (sshd.waitFor(50, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        sshd.destroy();
    }
}
