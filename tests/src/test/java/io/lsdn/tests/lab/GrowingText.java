package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a program prints, while it prints it. */
final class GrowingText {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    private GrowingText() {}

    static GrowingText of(InputStream from) {
        GrowingText text = new GrowingText();
        // A read of a pipe occupies what a virtual thread runs on, here until the end.
        Thread.ofPlatform().daemon().start(() -> text.read(from));
        return text;
    }

    String soFar() {
        lock.lock();
        try {
            return text.toString();
        } finally {
            lock.unlock();
        }
    }

    /** Everything; waits for its end. */
    String whole() {
        await(() -> ended, Long.MAX_VALUE);
        return soFar();
    }

    /** Whether that part came before the end, and within that many seconds. */
    boolean awaitPart(String part, long seconds) {
        await(() -> ended || text.indexOf(part) >= 0, TimeUnit.SECONDS.toNanos(seconds));
        return soFar().contains(part);
    }

    private void await(BooleanSupplier enough, long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!enough.getAsBoolean() && left > 0) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command of the lab ran", e);
        } finally {
            lock.unlock();
        }
    }

    private void read(InputStream from) {
        char[] buffer = new char[4096];
        try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                add(buffer, n, false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            add(buffer, 0, true);
        }
    }

    private void add(char[] buffer, int length, boolean last) {
        lock.lock();
        try {
            text.append(buffer, 0, length);
            ended = last;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
