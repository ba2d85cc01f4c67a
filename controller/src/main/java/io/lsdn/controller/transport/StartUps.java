package io.lsdn.controller.transport;

import io.lsdn.controller.transport.ConnectResult.Unreachable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Paces connections to one and the same server: sshd's MaxStartups (10:30:100) drops connections once ten are not logged in yet,
 * whoever's they are. One that is closed before anything of SSH was said is tried again, a little later each time.
 *
 * @param <S> what tells servers apart, as they are reached
 */
public final class StartUps<S> {
    /**
     * Half of the ten: sshd forgets a start-up only some time after we know of its end (its monitor waits for a child first, and
     * under load eight of ours were seen to be ten of its), and there may be others than we.
     */
    private static final int AT_ONCE = 5;

    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Map<S, Semaphore> servers = new ConcurrentHashMap<>();

    /**
     * Blocks until there is room, and tries.
     *
     * @param within no further try begins later
     */
    public ConnectResult paced(S server, Duration within, Supplier<ConnectResult> attempt) {
        Semaphore room = servers.computeIfAbsent(server, s -> new Semaphore(AT_ONCE, true));
        long end = System.nanoTime() + within.toNanos();
        for (int n = 1; ; n++) {
            ConnectResult result = permitted(room, attempt);
            boolean dropped = result instanceof Unreachable u && u.code() == ConnectFailure.CLOSED_EARLY;
            if (!dropped || n == MOST_TRIES || !pause(n, end)) {
                return result;
            }
        }
    }

    private static ConnectResult permitted(Semaphore room, Supplier<ConnectResult> attempt) {
        room.acquireUninterruptibly();
        try {
            return attempt.get();
        } finally {
            room.release();
        }
    }

    /** Twice as long each time, and never the same for two who were dropped together. @return whether there is time for it */
    private static boolean pause(int n, long end) {
        long longest = FIRST_PAUSE.toMillis() << (n - 1);
        long millis = longest / 2 + ThreadLocalRandom.current().nextLong(longest);
        if (System.nanoTime() + Duration.ofMillis(millis).toNanos() > end) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
