package io.lsdn.tests.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A script that makes something, says a line beginning with "ready", and takes it all down when its standard input ends:
 * when {@link #close} is called, and also when this process dies in any way.
 */
public final class HeldProcess implements AutoCloseable {
    private static final Duration TAKING_DOWN = Duration.ofSeconds(60);

    private final Process process;
    private final String readyLine;

    private HeldProcess(Process process, String readyLine) {
        this.process = process;
        this.readyLine = readyLine;
    }

    /** Starts it and waits until it is ready; an {@link IllegalStateException} with what it printed if it ends or hangs. */
    public static HeldProcess start(List<String> argv, Duration limit) {
        try {
            Process process = new ProcessBuilder(argv).start();
            // A read of a pipe occupies what a virtual thread runs on, here until the end.
            var readers = Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().factory());
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var err = CompletableFuture.supplyAsync(() -> errorsOf(process), readers);
            var line = CompletableFuture.supplyAsync(() -> firstLine(out), readers);
            readers.shutdown();
            Optional<String> said = await(line, limit);
            if (said.isPresent() && said.get().startsWith("ready")) {
                return new HeldProcess(process, said.get());
            }
            String how = process.isAlive() ? "was not ready within " + limit : "ended before it was ready";
            end(process);
            throw new IllegalStateException("%s %s\n%s".formatted(String.join(" ", argv), how, err.join()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it said, beginning with "ready". */
    public String readyLine() {
        return readyLine;
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TAKING_DOWN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    private static Optional<String> await(CompletableFuture<Optional<String>> line, Duration limit) {
        try {
            return line.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> firstLine(BufferedReader out) {
        try {
            return Optional.ofNullable(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String errorsOf(Process process) {
        try (var err = process.getErrorStream()) {
            return new String(err.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
