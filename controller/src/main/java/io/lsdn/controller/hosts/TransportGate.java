package io.lsdn.controller.hosts;

import io.lsdn.controller.rollout.GateWatch;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.Opening;
import io.lsdn.controller.transport.BootstrapResult;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.Connector;
import io.lsdn.controller.transport.HostConnection;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.netmodel.wire.Fault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The way to the hosts by the transports: connect, start the runner, listen to its log. */
public final class TransportGate implements HostGate {
    private final Map<String, HostAccess> hosts = new LinkedHashMap<>();
    private final Connector connector;
    private final RunnerBootstrap bootstrap;

    /** @param hosts all that will be asked for */
    public TransportGate(Iterable<HostAccess> hosts, Connector connector, RunnerBootstrap bootstrap) {
        hosts.forEach(h -> this.hosts.put(h.host(), h));
        this.connector = connector;
        this.bootstrap = bootstrap;
    }

    @Override
    public Opening open(String host, GateWatch watch) {
        HostAccess access = access(host);
        return switch (connector.connect(access.destination())) {
            case ConnectResult.Unreachable u -> new Opening.Unreachable(fault(u));
            case ConnectResult.Connected(var connection) -> start(access, connection, watch);
        };
    }

    private Opening start(HostAccess access, HostConnection connection, GateWatch watch) {
        return switch (bootstrap.start(connection, access.bootstrap(), watch::shipping)) {
            case BootstrapResult.Started started ->
                new Opening.Opened(new RemoteRunner(access.host(), connection, started, watch));
            case BootstrapResult.Failed f -> {
                connection.close();
                yield new Opening.Refused(new Fault(f.code().code(), f.message(), f.hint()));
            }
        };
    }

    @Override
    public Optional<Fault> reach(String host) {
        return switch (connector.connect(access(host).destination())) {
            case ConnectResult.Unreachable u -> Optional.of(fault(u));
            case ConnectResult.Connected(var connection) -> {
                connection.close();
                yield Optional.empty();
            }
        };
    }

    private HostAccess access(String host) {
        return Optional.ofNullable(hosts.get(host)).orElseThrow(() -> new IllegalArgumentException("no host " + host));
    }

    private static Fault fault(ConnectResult.Unreachable u) {
        return new Fault(u.code().code(), u.message(), u.hint());
    }
}
