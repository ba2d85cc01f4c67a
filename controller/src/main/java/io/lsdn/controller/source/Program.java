package io.lsdn.controller.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a program that prints a topology. */
final class Program {
    private static final int STDERR_BYTES = 64 << 10;

    private static final Pattern SYSTEM_ERROR = Pattern.compile("error[=:] ?[0-9]+(?:, | \\()([^()]+)");

    private Program() {}

    /** How it went. */
    sealed interface Outcome {
        /** @param output at most one byte more than {@link Limits#INPUT_BYTES} */
        record Printed(ByteBuffer output) implements Outcome {}

        record Failed(int exitCode, String stderr) implements Outcome {}

        record TimedOut() implements Outcome {}

        record NotStarted(String reason) implements Outcome {}
    }

    /**
     * Without arguments and with nothing on standard input. Whatever happens, nothing of it is left: what it started is
     * killed with it.
     */
    static Outcome run(Path program, Path directory, Duration limit) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(program.toString())
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException e) {
            return new Outcome.NotStarted(reason(String.valueOf(e.getMessage())));
        }
        try {
            return collect(process, System.nanoTime() + limit.toNanos());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Java's message repeats the command and the directory before the system's own words. */
    private static String reason(String message) {
        Matcher m = SYSTEM_ERROR.matcher(message);
        return m.find() ? m.group(1).strip() : message;
    }

    private static Outcome collect(Process process, long deadline) throws InterruptedException {
        Executor threads = task -> Thread.ofVirtual().start(task);
        var output =
                CompletableFuture.supplyAsync(() -> atMost(process.getInputStream(), Limits.INPUT_BYTES + 1), threads);
        var errors = CompletableFuture.supplyAsync(() -> atMost(process.getErrorStream(), STDERR_BYTES), threads);
        try {
            byte[] printed = output.get(left(deadline), TimeUnit.NANOSECONDS);
            if (printed.length > Limits.INPUT_BYTES) {
                return new Outcome.Printed(ByteBuffer.wrap(printed));
            }
            byte[] complaints = errors.get(left(deadline), TimeUnit.NANOSECONDS);
            if (!process.waitFor(left(deadline), TimeUnit.NANOSECONDS)) {
                return new Outcome.TimedOut();
            }
            return process.exitValue() == 0
                    ? new Outcome.Printed(ByteBuffer.wrap(printed))
                    : new Outcome.Failed(process.exitValue(), new String(complaints, StandardCharsets.UTF_8));
        } catch (TimeoutException _) {
            return new Outcome.TimedOut();
        } catch (ExecutionException e) {
            return new Outcome.NotStarted(String.valueOf(e.getCause()));
        }
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    /** Reads to the end, so that the program is not held up, and keeps the beginning; of too long an output, stops there. */
    private static byte[] atMost(InputStream in, int limit) {
        try {
            byte[] head = in.readNBytes(limit);
            if (limit == STDERR_BYTES) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return head;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
