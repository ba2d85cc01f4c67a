package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.net.Socket;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** The bytes to and from a server, before and below SSH. */
sealed interface Wire {
    /** Lets SSH begin on it, up to the end of the first key exchange. */
    void begin(SSHClient client, Destination.Ssh destination) throws IOException;

    /** Ends it at once; whoever reads or writes is woken. */
    void cut();

    /** A connection of this machine. */
    record Direct(Socket socket) implements Wire {
        @Override
        public void begin(SSHClient client, Destination.Ssh destination) throws IOException {
            client.setSocketFactory(new ReadySocket(socket));
            try {
                client.connect(socket.getInetAddress(), destination.port());
            } catch (IllegalStateException e) {
                // sshj's word for a connection that ended before it looked.
                throw new ConnectionException("closed at once", e);
            }
        }

        @Override
        public void cut() {
            try {
                socket.close();
            } catch (IOException e) {
                // What closing it should achieve has happened already.
                return;
            }
        }
    }

    /** A connection of the bastion's, as a channel of the connection to it. */
    record Tunnel(DirectConnection channel) implements Wire {
        @Override
        public void begin(SSHClient client, Destination.Ssh destination) throws IOException {
            client.connectVia(channel);
        }

        /** The bastion is told, but its answer is not waited for. */
        @Override
        public void cut() {
            channel.notifyError(new ConnectionException("given up"));
            Thread.ofVirtual().name("close").start(this::closeQuietly);
        }

        private void closeQuietly() {
            try {
                channel.close();
            } catch (IOException e) {
                // The connection to the bastion is gone, and the channel with it.
                return;
            }
        }
    }

    /** What came of asking for one. */
    sealed interface Result {
        record Open(Wire wire) implements Result {}

        record Failed(io.lsdn.controller.transport.ConnectResult.Unreachable why) implements Result {}
    }
}
