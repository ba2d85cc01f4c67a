package io.lsdn.controller.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A process whose standard output was read in blocks so far: what was read ahead comes first. */
record ReadAhead(RemoteProcess process, InputStream stdout) implements RemoteProcess {
    @Override
    public OutputStream stdin() {
        return process.stdin();
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
