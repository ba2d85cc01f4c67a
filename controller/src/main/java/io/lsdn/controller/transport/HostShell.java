package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Runs one command of a user's on a host that was reached, by {@code sh}, as root where that has to be become. */
public final class HostShell {
    /** Beside the time that the command itself has: for the way there and back, and for sudo. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private final RemoteProcess process;
    private final Tail output = new Tail();

    private HostShell(RemoteProcess process) {
        this.process = process;
    }

    /** How it went. */
    public sealed interface Result {
        /** @param output both streams, as far as it is kept */
        record Ended(int code, String output) implements Result {}

        record TimedOut(String output) implements Result {}

        record NotRun(String why) implements Result {}
    }

    /**
     * Blocks until the command has ended, or for its limit and a little more. On the host {@code timeout} ends it and what it started.
     *
     * @param command of the user, for {@code sh}
     * @param environment variables that it gets
     * @param input its standard input
     */
    public static Result run(
            HostConnection host,
            Optional<Become> become,
            String command,
            Map<String, String> environment,
            String input,
            Duration limit)
            throws InterruptedException {
        byte[] script = script(command, environment, limit).getBytes(UTF_8);
        try {
            if (become.isEmpty()) {
                return new HostShell(host.start(BootstrapScript.command(script.length)))
                        .converse(script, input.getBytes(UTF_8), limit);
            }
            return switch (Sudo.start(host, become.get(), script.length, nonce(), MARGIN)) {
                case Sudo.Result.Through(var process) ->
                    new HostShell(process).converse(script, input.getBytes(UTF_8), limit);
                case Sudo.Result.WrongPassword() -> new Result.NotRun("sudo does not take the password");
                case Sudo.Result.Refused(var complaint) -> new Result.NotRun("sudo refuses: " + complaint);
                case Sudo.Result.Silent() -> new Result.NotRun("sudo does not answer");
            };
        } catch (IOException e) {
            return new Result.NotRun("the host refuses to start a command: " + e.getMessage());
        }
    }

    private static String nonce() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Neither a login shell of another kind nor sudo is in the way of variables that are set here. */
    private static String script(String command, Map<String, String> environment, Duration limit) {
        var text = new StringBuilder("exec 2>&1\n");
        environment.forEach((name, value) -> text.append("export ")
                .append(name)
                .append('=')
                .append(ShellQuote.word(value))
                .append('\n'));
        String words = "sh -c " + ShellQuote.word(command);
        return text.append("if command -v timeout >/dev/null; then exec timeout -k 5 ")
                .append(Math.max(1, limit.toSeconds()))
                .append(' ')
                .append(words)
                .append("; fi\nexec ")
                .append(words)
                .toString();
    }

    private Result converse(byte[] script, byte[] input, Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        try (var _ = Deadline.after(limit.plus(MARGIN), process::abort)) {
            tell(script, input);
            Thread errors = Thread.ofVirtual().name("task errors").start(() -> output.drain(process.stderr()));
            Thread.ofVirtual()
                    .name("task output")
                    .start(() -> output.drain(process.stdout()))
                    .join();
            errors.join();
        } catch (InterruptedException e) {
            process.abort();
            throw e;
        }
        Optional<Integer> code = exitCode();
        process.close();
        boolean late = System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(Math.max(1, limit.toSeconds()));
        if (late && code.filter(c -> c != 124 && c != 137).isEmpty()) {
            return new Result.TimedOut(output.text());
        }
        return code.<Result>map(c -> new Result.Ended(c, output.text()))
                .orElseGet(() -> new Result.NotRun("the connection broke before the command ended"));
    }

    /** The streams may end a moment before the code is known. */
    private Optional<Integer> exitCode() throws InterruptedException {
        OptionalInt code = process.waitFor(Duration.ofSeconds(5));
        return code.isPresent() ? Optional.of(code.getAsInt()) : Optional.empty();
    }

    /** It need not read what it is told. */
    private void tell(byte[] script, byte[] input) {
        Thread.ofVirtual().name("task input").start(() -> {
            try (OutputStream in = process.stdin()) {
                in.write(script);
                in.write(input);
            } catch (IOException e) {
                // It ended, or does not read: no failure of it.
                return;
            }
        });
    }
}
