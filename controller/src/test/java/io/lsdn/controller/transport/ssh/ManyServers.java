package io.lsdn.controller.transport.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Many sshds of their own, each with the default limits, that share the keys of another. */
final class ManyServers implements AutoCloseable {
    private final List<Process> servers = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    ManyServers(OpenSshServer keys, int count) throws IOException, InterruptedException {
        Path config = Files.writeString(
                keys.home.resolve("many_config"),
                String.join(
                        "\n",
                        "HostKey " + keys.home.resolve("host_ed25519"),
                        "AuthorizedKeysFile " + keys.home.resolve("authorized_keys"),
                        "StrictModes no",
                        "PidFile none",
                        "UsePAM no",
                        "PermitRootLogin yes",
                        "SetEnv SHLVL=1",
                        ""));
        Files.writeString(
                keys.home.resolve("known_hosts"),
                "everyone " + keys.publicKey("host_ed25519") + "\n",
                StandardOpenOption.APPEND);
        try {
            for (int i = 0; i < count; i++) {
                int port = freePort();
                ports.add(port);
                servers.add(new ProcessBuilder(
                                "/usr/sbin/sshd",
                                "-D",
                                "-e",
                                "-f",
                                config.toString(),
                                "-o",
                                "ListenAddress=127.0.0.1:" + port)
                        .redirectErrorStream(true)
                        .redirectOutput(keys.home.resolve("log." + port).toFile())
                        .start());
            }
            for (int port : ports) {
                await(port);
            }
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    List<Integer> ports() {
        return List.copyOf(ports);
    }

    private static void await(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(20);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        servers.forEach(s -> {
            s.descendants().forEach(ProcessHandle::destroyForcibly);
            s.destroy();
        });
    }
}
