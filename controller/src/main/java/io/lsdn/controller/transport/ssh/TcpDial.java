package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Connects to a port; every address of a name is tried in turn. */
final class TcpDial {
    private TcpDial() {}

    static Wire.Result open(Destination.Ssh destination) {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(destination.host());
        } catch (UnknownHostException e) {
            return new Wire.Result.Failed(new Unreachable(
                    ConnectFailure.HOST_UNKNOWN,
                    "the name " + destination.host() + " does not resolve",
                    "check the inventory's name or ansible_host, and the resolver"));
        }
        Optional<Unreachable> last = Optional.empty();
        for (InetAddress address : addresses) {
            switch (open(destination, address)) {
                case Wire.Result.Open open -> {
                    return open;
                }
                case Wire.Result.Failed(var why) -> last = Optional.of(why);
            }
        }
        return new Wire.Result.Failed(last.orElseThrow());
    }

    private static Wire.Result open(Destination.Ssh destination, InetAddress address) {
        long millis = Math.min(destination.timeouts().connect().toMillis(), Integer.MAX_VALUE);
        String where = address.getHostAddress() + " port " + destination.port();
        var socket = new Socket();
        try {
            // The address carries the name, else sshj asks the resolver for it.
            var named = InetAddress.getByAddress(destination.host(), address.getAddress());
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(named, destination.port()), Math.toIntExact(millis));
            return new Wire.Result.Open(new Wire.Direct(socket));
        } catch (IOException e) {
            new Wire.Direct(socket).cut();
            return new Wire.Result.Failed(unreachable(e, where, millis));
        }
    }

    private static Unreachable unreachable(IOException e, String where, long millis) {
        return switch (e) {
            case SocketTimeoutException timeout ->
                new Unreachable(
                        ConnectFailure.CONNECT_TIMEOUT,
                        "no answer from " + where + " in " + millis / 1000.0 + " s",
                        "check that the host is up, its address, and firewalls in between");
            // Also a timeout of the kernel's own, which is longer than any sensible one of ours.
            case ConnectException refused ->
                new Unreachable(
                        ConnectFailure.CONNECT_REFUSED,
                        "connection refused by " + where,
                        "check that sshd runs there and that ansible_port is right");
            default ->
                new Unreachable(
                        ConnectFailure.NO_ROUTE,
                        "no way to " + where + ": " + e.getMessage(),
                        "check the host's address and the routes from here");
        };
    }
}
