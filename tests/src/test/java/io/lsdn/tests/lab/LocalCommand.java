package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A program of this machine, run to its end. */
public record LocalCommand(List<String> argv, Duration limit) {
    /** Emulation beside other builds is slow; what takes longer than this hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    public LocalCommand {
        argv = List.copyOf(argv);
    }

    public static LocalCommand of(String... argv) {
        return new LocalCommand(List.of(argv), PATIENCE);
    }

    public static LocalCommand of(List<String> argv) {
        return new LocalCommand(argv, PATIENCE);
    }

    /** Runs it with that text on standard input. */
    public CommandResult run(String input) {
        try {
            Process process = new ProcessBuilder(argv).start();
            try (var readers = Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().factory())) {
                var out = CompletableFuture.supplyAsync(() -> textOf(process.getInputStream()), readers);
                var err = CompletableFuture.supplyAsync(() -> textOf(process.getErrorStream()), readers);
                readers.execute(() -> write(process, input));
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            "%s still ran after %s; %s%s".formatted(argv, limit, out.join(), err.join()));
                }
                return new CommandResult(process.exitValue(), out.join(), err.join());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + argv, e);
        }
    }

    private static String textOf(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignored) {
            // A program may end without reading all; its exit status tells whether that was well.
        }
    }
}
