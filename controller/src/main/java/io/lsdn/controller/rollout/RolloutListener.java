package io.lsdn.controller.rollout;

/** Watches a rollout. Called from many threads, must return at once and not throw. */
@FunctionalInterface
public interface RolloutListener {
    void on(RolloutEvent event);
}
