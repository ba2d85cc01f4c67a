package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.transport.DisconnectListener;

/** What a failure of sshj means, by its type, its reason and the phase that it came in; never by its text. */
final class SshFailures implements DisconnectListener {
    private final Destination.Ssh destination;
    private final String where;
    /** Empty while the connection stands. */
    private volatile Optional<DisconnectReason> disconnected = Optional.empty();

    SshFailures(Destination.Ssh destination) {
        this.destination = destination;
        this.where = destination.host() + " port " + destination.port();
    }

    /**
     * The reason that a server gives is lost among the errors that follow from it. Called before anyone who waits for
     * the server is told, and before the socket is closed.
     */
    @Override
    public void notifyDisconnect(DisconnectReason reason, String message) {
        if (disconnected.isEmpty() || disconnected.get() == DisconnectReason.UNKNOWN) {
            disconnected = Optional.of(reason);
        }
    }

    /** Whether the connection has ended, for whatever reason. */
    boolean isOver() {
        return disconnected.isPresent();
    }

    Unreachable timeout(String phase) {
        return new Unreachable(
                ConnectFailure.CONNECT_TIMEOUT,
                where + " did not complete the " + phase + " in "
                        + destination.timeouts().connect().toMillis() / 1000.0 + " s",
                "check that the host is not overloaded and that an SSH server listens there");
    }

    /** Before or in the key exchange. */
    Unreachable greeting(IOException e) {
        return switch (reason(e)) {
            case UNKNOWN, CONNECTION_LOST, BY_APPLICATION, TOO_MANY_CONNECTIONS, HOST_NOT_ALLOWED_TO_CONNECT ->
                new Unreachable(
                        ConnectFailure.CLOSED_EARLY,
                        where + " closed the connection before the login: " + e.getMessage(),
                        "check that an SSH server listens there and lets this machine in (MaxStartups, a filter)");
            default ->
                new Unreachable(
                        ConnectFailure.PROTOCOL,
                        where + " and we do not understand each other: " + e.getMessage(),
                        "the server must speak SSH 2 with one of curve25519 or ecdh-nistp, and aes-gcm or aes-ctr");
        };
    }

    /**
     * In the login. A server that has had enough of wrong keys disconnects and says so; one that just goes is lost.
     *
     * @param alive whether the connection still stood when the login failed
     * @param accepted the methods that the server named
     * @param tried what was tried
     */
    Unreachable login(IOException e, boolean alive, Collection<String> accepted, String tried) {
        boolean lost = disconnected
                .filter(r -> r != DisconnectReason.UNKNOWN && r != DisconnectReason.CONNECTION_LOST)
                .isEmpty();
        boolean refused = alive || !lost;
        if (!refused) {
            return new Unreachable(
                    ConnectFailure.CONNECTION_LOST,
                    where + " closed the connection in the middle of the login: " + e.getMessage(),
                    "see the server's log");
        }
        return new Unreachable(
                ConnectFailure.AUTH_FAILED,
                where + " does not let " + destination.login().user() + " in (" + tried + "; it accepts "
                        + String.join(", ", accepted) + ")",
                "check the user (-u, ansible_user) and the key (--private-key, ansible_ssh_private_key_file, ssh-agent),"
                        + " or give a password (-k)");
    }

    private static DisconnectReason reason(IOException e) {
        return e instanceof SSHException ssh ? ssh.getDisconnectReason() : DisconnectReason.UNKNOWN;
    }
}
