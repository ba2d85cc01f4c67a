package io.lsdn.controller.transport;

import java.util.function.Function;

/**
 * Reaches each host in its own way. Wired in one place: {@code new HostConnector(new SshConnector()::connect,
 * new OpenSshConnector()::connect, LocalConnection::connect)}.
 */
public record HostConnector(
        Function<Destination.Ssh, ConnectResult> ssh,
        Function<Destination.OpenSsh, ConnectResult> openSsh,
        Function<Destination.Local, ConnectResult> local)
        implements Connector {
    @Override
    public ConnectResult connect(Destination destination) {
        return switch (destination) {
            case Destination.Ssh there -> ssh.apply(there);
            case Destination.OpenSsh there -> openSsh.apply(there);
            case Destination.Local here -> local.apply(here);
        };
    }
}
