package io.lsdn.controller.rollout;

import java.util.concurrent.CompletableFuture;

/** Heartbeats to one runner, from a thread of their own, until they are stopped. */
final class Heartbeats implements AutoCloseable {
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private Heartbeats() {}

    /** The first one goes at once. */
    static Heartbeats to(Dialogue dialogue, Scene scene) {
        var beats = new Heartbeats();
        Thread.ofVirtual().name("heartbeats").start(() -> beats.send(dialogue, scene));
        return beats;
    }

    private void send(Dialogue dialogue, Scene scene) {
        do {
            dialogue.beat(scene.timing().confirm());
        } while (!scene.time().comes(stopped, scene.timing().heartbeat()));
    }

    @Override
    public void close() {
        stopped.complete(null);
    }
}
