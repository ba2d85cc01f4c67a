package io.lsdn.controller.transport.local;

import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RemoteProcess;
import java.io.File;
import java.io.IOException;

/** The controller's own machine. There is nothing to connect to, so nothing to close. */
public final class LocalConnection implements HostConnection {
    private final String shell;

    public LocalConnection() {
        this("/bin/sh");
    }

    /** With another shell, which gets {@code -c} and the command. */
    public LocalConnection(String shell) {
        this.shell = shell;
    }

    /** Always connected: for {@link io.lsdn.controller.transport.HostConnector}. */
    public static ConnectResult connect(Destination.Local here) {
        return new ConnectResult.Connected(new LocalConnection());
    }

    @Override
    public RemoteProcess start(String shellCommand) throws IOException {
        return new LocalProcess(new ProcessBuilder(shell, "-c", shellCommand)
                .directory(new File("/"))
                .start());
    }

    @Override
    public void close() {}
}
