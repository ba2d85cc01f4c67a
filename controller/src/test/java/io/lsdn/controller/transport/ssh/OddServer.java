package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A port that greets with some bytes and then closes the connection, or says nothing more. */
final class OddServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    OddServer(String greeting, boolean closes) throws IOException {
        Thread.ofVirtual().start(() -> serve(greeting, closes));
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private void serve(String greeting, boolean closes) {
        while (!listener.isClosed()) {
            greet(greeting, closes);
        }
    }

    private void greet(String greeting, boolean closes) {
        try {
            Socket socket = listener.accept();
            synchronized (open) {
                open.add(socket);
            }
            socket.getOutputStream().write(greeting.getBytes(ISO_8859_1));
            if (closes) {
                socket.close();
            }
        } catch (IOException e) {
            // The client or the test has gone.
            return;
        }
    }
}
