package io.lsdn.controller.transport.openssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.transport.RemoteProcess;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.local.LocalProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One ssh whose remote shell says that it is there, and then waits for a line: the command that it becomes. So the login is known
 * to have worked before there is a command, and one login is enough for both.
 */
final class SshLogin implements RemoteProcess {
    /** More than any message of the day. */
    private static final int MOST_BYTES = 256 * 1024;

    private final LocalProcess process;
    private final Optional<AskPass> askPass;
    private final InputStream stdout;
    private final String mark;

    private SshLogin(Process process, Optional<AskPass> askPass, String mark) {
        this.process = new LocalProcess(process);
        this.askPass = askPass;
        this.stdout = this.process.stdout();
        this.mark = mark;
    }

    /** No character of the remote command means anything else to csh or fish than it does to sh. */
    static SshLogin start(SshCommand command, Optional<Secret> password, String nonce) throws IOException {
        String mark = "lsdn-ssh-" + nonce;
        var words = new ArrayList<>(command.words());
        words.add("sh -c 'echo " + mark + " && IFS= read -r c && eval \"$c\"'");
        var builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", "C");
        Optional<AskPass> askPass = password.isPresent() ? Optional.of(AskPass.of(password.get())) : Optional.empty();
        askPass.ifPresent(a -> a.into(builder.environment()));
        try {
            return new SshLogin(builder.start(), askPass, mark);
        } catch (IOException e) {
            if (askPass.isPresent()) {
                askPass.get().close();
            }
            throw e;
        }
    }

    /** Blocks until the remote shell has spoken, or there is none. */
    boolean isThrough() {
        try {
            var line = new ByteArrayOutputStream();
            for (int n = 0; n < MOST_BYTES; n++) {
                int b = stdout.read();
                if (b < 0) {
                    return false;
                }
                if (b != '\n') {
                    line.write(b);
                } else if (line.toString(UTF_8).endsWith(mark)) {
                    return true;
                } else {
                    line.reset();
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        } finally {
            forgetPassword();
        }
    }

    private void forgetPassword() {
        if (askPass.isPresent()) {
            try {
                askPass.get().close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("a password could not be removed", e);
            }
        }
    }

    /** What ssh says against it. */
    String complaint() {
        try {
            process.waitFor(Duration.ofSeconds(1));
            return new String(process.stderr().readNBytes(16 * 1024), UTF_8);
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** Once, of one line. */
    RemoteProcess become(String shellCommand) throws IOException {
        process.stdin().write((shellCommand + "\n").getBytes(UTF_8));
        process.stdin().flush();
        return this;
    }

    @Override
    public OutputStream stdin() {
        return process.stdin();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return process.stderr();
    }

    @Override
    public OptionalInt waitFor(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost);
    }

    @Override
    public void close() {
        process.close();
    }

    @Override
    public void abort() {
        process.abort();
    }
}
