package io.lsdn.controller.transport.local;

import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RemoteProcess;
import java.io.File;
import java.io.IOException;

/** The controller's own machine. There is nothing to connect to, so nothing to close. */
public final class LocalConnection implements HostConnection {
    /** Always connected: for {@link io.lsdn.controller.transport.HostConnector}. */
    public static ConnectResult connect(Destination.Local here) {
        return new ConnectResult.Connected(new LocalConnection());
    }

    @Override
    public RemoteProcess start(String shellCommand) throws IOException {
        return new LocalProcess(new ProcessBuilder("/bin/sh", "-c", shellCommand)
                .directory(new File("/"))
                .start());
    }

    @Override
    public void close() {}
}
