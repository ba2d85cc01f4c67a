package io.lsdn.controller.transport;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs an action if a piece of work is not done in time: the way to end a blocking read or write, whoever dribbles bytes.
 * Costs one virtual thread for the time of the work.
 */
public final class Deadline implements AutoCloseable {
    private enum State {
        RUNNING,
        DONE,
        EXPIRED
    }

    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

    private Deadline() {}

    /** Starts the clock. */
    public static Deadline after(Duration time, Runnable onExpiry) {
        var deadline = new Deadline();
        Thread.ofVirtual().name("deadline").start(() -> deadline.await(time, onExpiry));
        return deadline;
    }

    /** Whether the action ran or is running. */
    public boolean expired() {
        return state.get() == State.EXPIRED;
    }

    /** Stops the clock. */
    @Override
    public void close() {
        state.compareAndSet(State.RUNNING, State.DONE);
        done.countDown();
    }

    private void await(Duration time, Runnable onExpiry) {
        try {
            if (!done.await(time.toMillis(), TimeUnit.MILLISECONDS)
                    && state.compareAndSet(State.RUNNING, State.EXPIRED)) {
                onExpiry.run();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread", e);
        }
    }
}
