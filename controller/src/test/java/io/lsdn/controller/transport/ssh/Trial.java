package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostConnection;
import java.io.IOException;

/** A login that has to go well, or not to. */
final class Trial {
    private Trial() {}

    static HostConnection connected(ConnectResult result) {
        return assertInstanceOf(Connected.class, result, result::toString).connection();
    }

    static Unreachable unreachable(SshConnector connector, Destination.Ssh there) {
        return assertInstanceOf(Unreachable.class, connector.connect(there));
    }

    /** What a command there says. */
    static String say(SshConnector connector, Destination.Ssh there, String command) throws IOException {
        try (var connection = connected(connector.connect(there))) {
            return say(connection, command);
        }
    }

    static String say(HostConnection connection, String command) throws IOException {
        try (var process = connection.start(command)) {
            return new String(process.stdout().readAllBytes(), UTF_8);
        }
    }
}
