package io.lsdn.controller.transport.local;

import io.lsdn.controller.transport.RemoteProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A child process. */
public final class LocalProcess implements RemoteProcess {
    private final Process process;
    private final InputStream stdout;
    private final InputStream stderr;

    /** Nobody else reads what it prints. */
    public LocalProcess(Process process) {
        this.process = process;
        this.stdout = ProcessOutput.of(process.getInputStream());
        this.stderr = ProcessOutput.of(process.getErrorStream());
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public OptionalInt waitFor(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** Its output is not closed here: that would wait for whoever reads it. */
    @Override
    public void close() {
        closeQuietly(process.getOutputStream());
    }

    @Override
    public void abort() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // A broken pipe: the process is gone.
            return;
        }
    }
}
