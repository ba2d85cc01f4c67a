package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.ConnectFailure;
import io.lsdn.controller.transport.ConnectResult;
import io.lsdn.controller.transport.ConnectResult.Connected;
import io.lsdn.controller.transport.ConnectResult.Unreachable;
import io.lsdn.controller.transport.Destination;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import net.schmizz.sshj.connection.channel.OpenFailException;

/**
 * The bastions of a run: one connection to each, which everything behind it shares as channels, for as long as the run lasts.
 * Channels to other ports do not count among sshd's MaxSessions.
 */
final class Bastions implements AutoCloseable {
    /** A bastion that could not be reached is not tried again by everybody who waits behind it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final Function<Destination.Ssh, ConnectResult> connect;
    private final Map<Destination.Ssh, Way> ways = new HashMap<>();

    Bastions(Function<Destination.Ssh, ConnectResult> connect) {
        this.connect = connect;
    }

    /** A connection to a bastion that is there, being made, or failed; since when, by the clock of this process. */
    private record Way(CompletableFuture<ConnectResult> connection, long began) {
        boolean isUsable() {
            if (!connection.isDone()) {
                return true;
            }
            return switch (connection.join()) {
                case Connected(var c) -> c instanceof SshConnection ssh && ssh.isAlive();
                case Unreachable u -> System.nanoTime() - began < REMEMBERED.toNanos();
            };
        }
    }

    /** A way to a destination that has a bastion. */
    Wire.Result open(Destination.Ssh bastion, Destination.Ssh destination) {
        Wire.Result result = attempt(bastion, destination);
        // A connection can break while it is asked: the one that is made in its place is asked again, once.
        return hasBroken(result) ? attempt(bastion, destination) : result;
    }

    private static boolean hasBroken(Wire.Result result) {
        return result instanceof Wire.Result.Failed(Unreachable u) && u.code() == ConnectFailure.CONNECTION_LOST;
    }

    private Wire.Result attempt(Destination.Ssh bastion, Destination.Ssh destination) {
        return switch (connection(bastion)) {
            case Unreachable u ->
                new Wire.Result.Failed(
                        new Unreachable(u.code(), "by the bastion " + bastion.host() + ": " + u.message(), u.hint()));
            case Connected(var c) -> tunnel((SshConnection) c, bastion, destination);
        };
    }

    /** Whoever comes first makes it, the others wait for the same one. */
    private ConnectResult connection(Destination.Ssh bastion) {
        var mine = new CompletableFuture<ConnectResult>();
        Optional<Way> others = usable(bastion, mine);
        if (others.isPresent()) {
            return others.get().connection().join();
        }
        try {
            mine.complete(connect.apply(bastion));
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
        }
        return mine.join();
    }

    /** What somebody else makes or made; where there is none that is of use, the given one is entered. */
    private synchronized Optional<Way> usable(Destination.Ssh bastion, CompletableFuture<ConnectResult> mine) {
        Optional<Way> known = Optional.ofNullable(ways.get(bastion)).filter(Way::isUsable);
        if (known.isEmpty()) {
            ways.put(bastion, new Way(mine, System.nanoTime()));
        }
        return known;
    }

    private static Wire.Result tunnel(SshConnection connection, Destination.Ssh bastion, Destination.Ssh destination) {
        try {
            return new Wire.Result.Open(
                    new Wire.Tunnel(connection.client().newDirectConnection(destination.host(), destination.port())));
        } catch (OpenFailException e) {
            return new Wire.Result.Failed(refused(e, bastion, destination));
        } catch (IOException e) {
            boolean alive = connection.isAlive();
            return new Wire.Result.Failed(new Unreachable(
                    alive ? ConnectFailure.CONNECT_TIMEOUT : ConnectFailure.CONNECTION_LOST,
                    alive
                            ? "no answer from " + where(destination) + " by the bastion " + bastion.host()
                            : "the connection to the bastion " + bastion.host() + " broke: " + e.getMessage(),
                    "check that the host is up, and firewalls between the bastion and it"));
        }
    }

    private static Unreachable refused(OpenFailException e, Destination.Ssh bastion, Destination.Ssh destination) {
        return switch (e.getReason()) {
            case ADMINISTRATIVELY_PROHIBITED, UNKNOWN_CHANNEL_TYPE ->
                new Unreachable(
                        ConnectFailure.NO_ROUTE,
                        "the bastion " + bastion.host() + " does not forward to " + where(destination) + ": "
                                + e.getMessage(),
                        "see AllowTcpForwarding and PermitOpen in the bastion's sshd_config, or the key's restrictions");
            case CONNECT_FAILED, RESOURCE_SHORTAGE, UNKNOWN ->
                new Unreachable(
                        ConnectFailure.CONNECT_REFUSED,
                        "the bastion " + bastion.host() + " has no connection to " + where(destination) + ": "
                                + e.getMessage(),
                        "check the host's name and port as the bastion sees them, and that sshd runs there");
        };
    }

    private static String where(Destination.Ssh destination) {
        return destination.host() + " port " + destination.port();
    }

    @Override
    public synchronized void close() {
        ways.values().forEach(w -> {
            if (w.connection().isDone() && w.connection().join() instanceof Connected(var c)) {
                c.close();
            }
        });
        ways.clear();
    }
}
