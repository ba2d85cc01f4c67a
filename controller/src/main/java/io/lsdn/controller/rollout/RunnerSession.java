package io.lsdn.controller.rollout;

import java.io.InputStream;
import java.io.OutputStream;

/** A running host-runner, as seen from here. */
public interface RunnerSession extends AutoCloseable {
    /** The name for life of the host's directory: hosts that show the same one share it. */
    String instance();

    OutputStream requests();

    InputStream replies();

    /** Lets go of the runner and of the connection to it, at once and whatever is going on. Reads and writes end. */
    @Override
    void close();
}
