package io.lsdn.controller.rollout;

import java.time.Duration;

/** Waiting between two attempts at something that ends by itself. */
final class Pause {
    private Pause() {}

    static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts hosts' threads", e);
        }
    }
}
