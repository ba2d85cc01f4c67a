package io.lsdn.controller.transport.openssh;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Deadline;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.StartUps;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Reaches hosts by the system's ssh, for what sshj cannot: Kerberos, FIDO keys, ProxyCommand, {@code Match exec}. Each process on
 * a host is a child process here and a login of its own; behind a bastion each also is a login there, so those are paced.
 */
public final class OpenSshConnector {
    private final StartUps<String> startUps = new StartUps<>();
    private final SecureRandom random = new SecureRandom();

    /** As {@link io.lsdn.controller.transport.Connector#connect}. */
    public ConnectResult connect(Destination.OpenSsh destination) {
        return switch (SshCommand.of(destination)) {
            case SshCommand.Made.Wrong(var why, var hint) ->
                new Unreachable(
                        ConnectFailure.SSH_FAILED, "ssh does not go to " + destination.host() + ": " + why, hint);
            case SshCommand.Made.Ready(var command) -> connect(destination, command);
        };
    }

    private ConnectResult connect(Destination.OpenSsh destination, SshCommand command) {
        return startUps.paced(command.server(), destination.timeouts().connect(), () -> switch (begin(
                destination, command)) {
            case Beginning.Failed(var why) -> why;
            case Beginning.Begun(var login) ->
                new Connected(new OpenSshConnection(login, () -> begin(destination, command)));
        });
    }

    /** What came of a login. */
    sealed interface Beginning {
        record Begun(SshLogin login) implements Beginning {}

        record Failed(Unreachable why) implements Beginning {}
    }

    private Beginning begin(Destination.OpenSsh destination, SshCommand command) {
        byte[] nonce = new byte[8];
        random.nextBytes(nonce);
        try {
            SshLogin login = SshLogin.start(
                    command, destination.password(), HexFormat.of().formatHex(nonce));
            // The connection, the key exchange and the login, each may take so long.
            Duration time = destination.timeouts().connect().multipliedBy(3);
            try (var deadline = Deadline.after(time, login::abort)) {
                if (login.isThrough()) {
                    return new Beginning.Begun(login);
                }
                String said = login.complaint();
                login.abort();
                return new Beginning.Failed(
                        deadline.expired()
                                ? new Unreachable(
                                        ConnectFailure.CONNECT_TIMEOUT,
                                        destination.host() + " did not complete the login in " + time.toSeconds()
                                                + " s",
                                        "see whether it works by hand: ssh " + destination.host() + " true")
                                : SshComplaint.of(destination, said));
            }
        } catch (IOException e) {
            return new Beginning.Failed(new Unreachable(
                    ConnectFailure.SSH_FAILED, "ssh can not be started: " + e.getMessage(), "install openssh-client"));
        }
    }
}
