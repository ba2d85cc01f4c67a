package io.lsdn.controller.rollout;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Heartbeats sent and answered. Safe for use by several threads. */
final class Pulse {
    private final NavigableMap<Long, CompletableFuture<Void>> awaited = new TreeMap<>();
    private long sent;
    private long lastHeard = System.nanoTime();

    /** The number of the next heartbeat. */
    synchronized long next() {
        return ++sent;
    }

    /** Done when that heartbeat, or a later one, is answered. */
    synchronized CompletableFuture<Void> answerTo(long sequence) {
        return awaited.computeIfAbsent(sequence, _ -> new CompletableFuture<>());
    }

    /** A message came. */
    synchronized void heard() {
        lastHeard = System.nanoTime();
    }

    synchronized Duration silentFor() {
        return Duration.ofNanos(System.nanoTime() - lastHeard);
    }

    synchronized void answered(long sequence) {
        NavigableMap<Long, CompletableFuture<Void>> done = awaited.headMap(sequence, true);
        done.values().forEach(f -> f.complete(null));
        done.clear();
    }
}
