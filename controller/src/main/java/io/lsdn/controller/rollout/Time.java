package io.lsdn.controller.rollout;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Time as a rollout sees it: the machine's, or a simulation's. Everything that waits for a time does so here. */
public interface Time {
    /** The machine's. */
    Time REAL = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public boolean comes(CompletableFuture<?> future, Duration atMost) {
            try {
                future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException _) {
                return false;
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("nobody interrupts hosts' threads or fails what they wait for", e);
            }
        }
    };

    /** As {@link System#nanoTime}. */
    long nanos();

    /** Waits for a future, but not longer than that. @return whether it is done */
    boolean comes(CompletableFuture<?> future, Duration atMost);

    /** Waits between two attempts at something that ends by itself. */
    default void pause(Duration time) {
        var _ = comes(new CompletableFuture<>(), time);
    }

    /** How long ago that was. */
    default Duration since(long nanos) {
        return Duration.ofNanos(nanos() - nanos);
    }
}
