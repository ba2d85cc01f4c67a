package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program behind a wrapper that sends it SIGINT when the wrapper's standard input ends; ssh carries no signals. */
final class PipedCommand implements RunningCommand {
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final GrowingText out;
    private final GrowingText err;

    private PipedCommand(Process process) {
        this.process = process;
        out = GrowingText.of(process.getInputStream());
        err = GrowingText.of(process.getErrorStream());
    }

    static PipedCommand start(RootShell shell, String command) {
        String wrapper = ("exec 3<&0; env --default-signal=INT %s </dev/null 3<&- & p=$!;"
                                + " { read -r _ <&3; kill -INT $p 2>/dev/null; } & w=$!;")
                        .formatted(command)
                + " wait $p; s=$?; kill $w 2>/dev/null; exit $s";
        List<String> argv = shell.argv("bash -c " + RootShell.quote(wrapper));
        try {
            return new PipedCommand(new ProcessBuilder(argv).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitOutput(String text) {
        if (!out.awaitPart(text, PATIENCE_SECONDS)) {
            throw new IllegalStateException(
                    "a command in the lab did not print '%s' but: %s%s".formatted(text, out.soFar(), err.soFar()));
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
        return new CommandResult(process.exitValue(), out.whole(), err.whole());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            interrupt();
        }
    }
}
