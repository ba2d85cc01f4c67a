package io.lsdn.controller.rollout;

import java.util.concurrent.CompletableFuture;

/** Tells everybody that a signal came and the rollout is to turn round. Stays once it came. */
final class Halt {
    private final CompletableFuture<Void> called = new CompletableFuture<>();

    void call() {
        called.complete(null);
    }

    boolean isCalled() {
        return called.isDone();
    }

    /** Done when it comes. */
    CompletableFuture<Void> called() {
        return called;
    }
}
