package io.lsdn.controller.rollout;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The signs of life of one runner: what it answers, and that it takes what is sent to it. Safe for use by several threads. */
final class Pulse {
    private final Time time;
    private final NavigableMap<Long, CompletableFuture<Void>> awaited = new TreeMap<>();
    private long sent;
    private long lastHeard;
    private long lastAnswered;
    private long lastTaken;

    Pulse(Time time) {
        this.time = time;
        this.lastHeard = time.nanos();
        this.lastAnswered = lastHeard;
        this.lastTaken = lastHeard;
    }

    /** The number of the next heartbeat. */
    synchronized long next() {
        return ++sent;
    }

    /** Done when that heartbeat, or a later one, is answered. */
    synchronized CompletableFuture<Void> answerTo(long sequence) {
        return awaited.computeIfAbsent(sequence, _ -> new CompletableFuture<>());
    }

    /** Something came, be it a part of a message. */
    synchronized void heard() {
        lastHeard = time.nanos();
    }

    /** It took a part of a long message. */
    synchronized void taken() {
        lastTaken = time.nanos();
    }

    /** Since it took a part of a long message. */
    synchronized Duration sinceTaken() {
        return time.since(lastTaken);
    }

    /** Since it gave any sign of life: while a long message is under way to it, it cannot answer. */
    synchronized Duration silentFor() {
        return time.since(Math.max(lastHeard, lastTaken));
    }

    /** Since it answered a heartbeat. */
    synchronized Duration sinceAnswer() {
        return time.since(lastAnswered);
    }

    synchronized void answered(long sequence) {
        lastAnswered = time.nanos();
        NavigableMap<Long, CompletableFuture<Void>> done = awaited.headMap(sequence, true);
        done.values().forEach(f -> f.complete(null));
        done.clear();
    }
}
