package io.lsdn.controller.transport;

import java.io.IOException;

/** A host that has been reached and logged in to. Safe for use by several threads. */
public interface HostConnection extends AutoCloseable {
    /**
     * Starts a command by the login shell of the host's user, without a terminal.
     *
     * @param shellCommand for the shell to parse; everything that comes from a user must have passed {@link ShellQuote}
     * @throws IOException the connection is gone, or the host refuses a further process
     */
    RemoteProcess start(String shellCommand) throws IOException;

    /** Ends the connection and with it the streams of its processes. Processes on the host see end of input; none is killed. */
    @Override
    void close();
}
