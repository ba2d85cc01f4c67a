package io.lsdn.controller.tasks;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.Connector;
import io.lsdn.controller.transport.HostShell;
import io.lsdn.controller.transport.HostShell.Result;
import java.time.Duration;
import java.util.Map;

/** A host's {@code sh}, over a connection of its own, as whom the runner runs. */
record RemoteShell(HostAccess access, Connector connector) implements Shell {
    @Override
    public Result run(String command, Map<String, String> environment, String input, Duration limit)
            throws InterruptedException {
        return switch (connector.connect(access.destination())) {
            case ConnectResult.Unreachable u -> new Result.NotRun(u.message());
            case ConnectResult.Connected(var connection) -> {
                try (connection) {
                    yield HostShell.run(connection, access.bootstrap().become(), command, environment, input, limit);
                }
            }
        };
    }
}
