package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RemoteProcess;
import java.io.IOException;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;

/** A login over SSH; every process is a channel of it. */
final class SshConnection implements HostConnection {
    private final SSHClient client;
    private final Wire wire;

    SshConnection(SSHClient client, Wire wire) {
        this.client = client;
        this.wire = wire;
    }

    SSHClient client() {
        return client;
    }

    boolean isAlive() {
        return client.isConnected() && client.isAuthenticated();
    }

    @Override
    public RemoteProcess start(String shellCommand) throws IOException {
        Session session = client.startSession();
        return new SshProcess(session.exec(shellCommand));
    }

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (IOException e) {
            // The other side was faster.
            return;
        } finally {
            wire.cut();
        }
    }
}
