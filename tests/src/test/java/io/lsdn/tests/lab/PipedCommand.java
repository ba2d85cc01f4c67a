package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A program behind a wrapper that sends it SIGINT when the wrapper's standard input ends; ssh carries no signals. */
final class PipedCommand implements RunningCommand {
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    private PipedCommand(Process process) {
        this.process = process;
        var readers = Executors.newVirtualThreadPerTaskExecutor();
        out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), readers);
        err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), readers);
        readers.shutdown();
    }

    static PipedCommand start(RootShell shell, String command) {
        String wrapper =
                "exec 3<&0; env --default-signal=INT %s </dev/null 3<&- & p=$!; { read -r _ <&3; kill -INT $p; } & w=$!;"
                                .formatted(command)
                        + " wait $p; s=$?; kill $w; exit $s";
        List<String> argv = shell.argv("bash -c " + RootShell.quote(wrapper));
        try {
            return new PipedCommand(new ProcessBuilder(argv).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CommandResult interrupt() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return await();
    }

    @Override
    public CommandResult await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("a command in the lab does not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a command in the lab", e);
        }
        return new CommandResult(process.exitValue(), out.join(), err.join());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            interrupt();
        }
    }

    private static String read(InputStream from) {
        try (from) {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
