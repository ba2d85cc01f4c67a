package io.lsdn.tests.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** What the shell of a simulated host does with the one command that it is given: it says what the bootstrap would say. */
final class SimulatedShell implements Command {
    private static final Pattern COMMAND = Pattern.compile(".*head -c (\\d+).*", Pattern.DOTALL);
    private static final Pattern NONCE = Pattern.compile("^nonce='?([0-9a-f]+)'?$", Pattern.MULTILINE);

    private final String command;
    private final Function<String, SimulatedHost> hosts;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback exit;

    SimulatedShell(String command, Function<String, SimulatedHost> hosts) {
        this.command = command;
        this.hosts = hosts;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        var session = channel.getSession();
        SimulatedHost host = hosts.apply(session.getUsername());
        Thread.ofVirtual()
                .name("shell " + host.name())
                .start(() -> run(
                        host,
                        Objects.requireNonNull(in),
                        Objects.requireNonNull(out),
                        Objects.requireNonNull(exit),
                        () -> session.close(true)));
    }

    private void run(SimulatedHost host, InputStream stdin, OutputStream stdout, ExitCallback ended, Runnable cut) {
        try {
            String script = new String(stdin.readNBytes(scriptLength()), UTF_8);
            Matcher nonce = NONCE.matcher(script);
            if (!nonce.find()) {
                throw new IOException("a script without a nonce");
            }
            String prefix = "lsdn-bootstrap/1 " + nonce.group(1) + " ";
            stdout.write((prefix + "fact instance " + host.name() + "\n" + prefix + "start\n").getBytes(UTF_8));
            stdout.flush();
            host.runRunner(stdin, stdout, cut);
            ended.onExit(0);
        } catch (IOException e) {
            ended.onExit(1, e.toString());
        }
    }

    private int scriptLength() throws IOException {
        Matcher m = COMMAND.matcher(command);
        if (!m.matches()) {
            throw new IOException("not the bootstrap: " + command);
        }
        return Integer.parseInt(m.group(1));
    }

    @Override
    public void destroy(ChannelSession channel) {}
}
