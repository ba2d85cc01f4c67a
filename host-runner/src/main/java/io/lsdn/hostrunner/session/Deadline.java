package io.lsdn.hostrunner.session;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The dead-man's timer: how long ago the controller was last heard, on a clock that nobody sets. Safe for several
 * threads.
 */
final class Deadline {
    private final LongSupplier bootMillis;
    private volatile long last;
    private volatile long timeout;
    private volatile LongConsumer watcher = _ -> {};

    /** @param timeout milliseconds until the controller has said how long it shall be */
    Deadline(LongSupplier bootMillis, long timeout) {
        this.bootMillis = bootMillis;
        this.timeout = timeout;
        this.last = bootMillis.getAsLong();
    }

    void heard() {
        last = bootMillis.getAsLong();
        watcher.accept(last + timeout);
    }

    /** Tells somebody when it runs out, now and whenever that is put off. */
    void watch(LongConsumer other) {
        watcher = other;
        other.accept(last + timeout);
    }

    void set(long millis) {
        timeout = millis;
    }

    /** Milliseconds; zero or less when it has run out. */
    long left() {
        return last + timeout - bootMillis.getAsLong();
    }
}
