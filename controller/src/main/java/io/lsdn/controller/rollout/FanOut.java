package io.lsdn.controller.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One piece of work on many hosts, each on a virtual thread of its own. */
final class FanOut {
    private final Semaphore permits;

    /** @param forks how many bounded pieces of work are in progress at once */
    FanOut(int forks) {
        this.permits = new Semaphore(forks);
    }

    /** Work that must not wait for other work. Returns when all is done. */
    <T> Map<String, T> unbounded(Collection<HostRun> hosts, Function<HostRun, T> work) {
        Map<String, CompletableFuture<T>> running = new LinkedHashMap<>();
        hosts.forEach(h -> running.put(h.name(), start(h, () -> work.apply(h))));
        return collect(running);
    }

    /**
     * Work that waits for a permit. Returns when all is done or the stop comes, whichever is first: work that waits then is not
     * begun, and work in progress is not waited for.
     *
     * @param without the outcome of what was not begun or not waited for
     * @param stops which outcome is itself a reason to stop
     */
    <T> Map<String, T> bounded(
            Collection<HostRun> hosts, Function<HostRun, T> work, T without, Predicate<T> stops, Halt halt) {
        var stop = new CompletableFuture<Void>();
        Map<String, CompletableFuture<T>> running = new LinkedHashMap<>();
        List<CompletableFuture<?>> watched = new ArrayList<>();
        for (HostRun host : hosts) {
            CompletableFuture<T> outcome = start(
                    host, () -> permitted(() -> work.apply(host), without, () -> stop.isDone() || halt.isCalled()));
            running.put(host.name(), outcome);
            // On the outcome itself, so that a stop is never known before the outcome that is its reason.
            watched.add(outcome.whenComplete((t, failure) -> {
                if (failure != null || stops.test(t)) {
                    stop.complete(null);
                }
            }));
        }
        CompletableFuture.anyOf(all(watched), stop, halt.called())
                .exceptionally(_ -> without)
                .join();
        running.values().forEach(f -> f.complete(without));
        return collect(running);
    }

    private <T> T permitted(Supplier<T> work, T without, BooleanSupplier stopped) {
        permits.acquireUninterruptibly();
        try {
            return stopped.getAsBoolean() ? without : work.get();
        } finally {
            permits.release();
        }
    }

    /** Work that nobody waits for now. */
    static <T> CompletableFuture<T> start(HostRun host, Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofVirtual().name("host " + host.name()).start(task));
    }

    private static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> running) {
        return CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new));
    }

    private static <T> Map<String, T> collect(Map<String, CompletableFuture<T>> running) {
        all(running.values()).exceptionally(_ -> null).join();
        Map<String, T> outcomes = new LinkedHashMap<>();
        running.forEach((host, outcome) -> outcomes.put(host, outcome.join()));
        return outcomes;
    }
}
