package io.lsdn.controller.transport.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real ssh-agent with some of a server's user keys. */
final class Agent implements AutoCloseable {
    final Path socket;
    private final Process process;

    Agent(Path home, String... keys) throws IOException, InterruptedException {
        socket = Files.createTempDirectory(home, "agent").resolve("socket");
        process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (Files.notExists(socket) && process.isAlive()) {
            Thread.onSpinWait();
        }
        for (String key : keys) {
            var add = new ProcessBuilder("ssh-add", "-q", home.resolve(key).toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            if (add.start().waitFor() != 0) {
                throw new IOException("ssh-add " + key + " failed");
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
