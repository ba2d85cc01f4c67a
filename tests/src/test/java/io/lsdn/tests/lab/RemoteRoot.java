package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One ssh connection to the root namespace of a lab's machine, which every command shares. It ends with that machine. */
public final class RemoteRoot implements AutoCloseable {
    private static final int CONSOLE_LINES = 40;

    private final List<String> client;
    private final LabDirectory directory;

    private RemoteRoot(List<String> client, LabDirectory directory) {
        this.client = client;
        this.directory = directory;
    }

    public static RemoteRoot connect(LabDirectory directory, int port) {
        List<String> client = new ArrayList<>(List.of("ssh"));
        client.addAll(SshOptions.of(directory.userKey(), directory.knownHosts()));
        client.addAll(List.of("-S", directory.path().resolve("control").toString(), "-p", Integer.toString(port)));
        RemoteRoot remote = new RemoteRoot(List.copyOf(client), directory);
        // -f returns when the connection stands; what goes on in the background must not hold our pipes.
        CommandResult result = LocalCommand.of(remote.argv("exec \"$@\" >/dev/null 2>&1", "-fNM"))
                .run("");
        if (!result.succeeded()) {
            throw new IllegalStateException("the lab's control sshd does not answer\n" + remote.consoleEnd());
        }
        return remote;
    }

    public RootShell shell() {
        List<String> prefix = new ArrayList<>(client);
        prefix.add("root@127.0.0.1");
        return new RootShell(prefix, this::consoleEnd);
    }

    @Override
    public void close() {
        LocalCommand.of(argv("exec \"$@\"", "-Oexit")).run("");
    }

    private List<String> argv(String script, String mode) {
        List<String> argv = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        argv.addAll(client);
        argv.addAll(List.of(mode, "root@127.0.0.1"));
        return argv;
    }

    private String consoleEnd() {
        Path console = directory.path().resolve("console");
        try {
            List<String> lines = Files.readAllLines(console, java.nio.charset.StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - CONSOLE_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
