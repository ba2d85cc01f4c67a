package io.lsdn.controller.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A process on a host. Both output streams share one flow-control window over SSH (2 MiB): whoever reads one has to drain the
 * other too, else the process stalls. Nothing is dropped.
 */
public interface RemoteProcess extends AutoCloseable {
    /** The process's standard input. Closing it is its end of file. */
    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /**
     * Waits for the process to end.
     *
     * @return its exit code (128 + n after signal n), or empty if it still runs after {@code atMost} or the connection broke
     */
    OptionalInt waitFor(Duration atMost) throws InterruptedException;

    /** Lets go of the process: its standard input ends, its output goes nowhere. It is not killed; a runner undoes by itself. */
    @Override
    void close();

    /** Gives up on a process that does not answer: as {@link #close}, and where the process can be killed, it is. */
    void abort();
}
