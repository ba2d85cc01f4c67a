package io.lsdn.controller.tasks;

import io.lsdn.controller.transport.HostShell.Result;
import io.lsdn.netmodel.wire.Fault;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Does work for several hosts at once, until it is dismissed: then threads at work are interrupted, which ends their commands. */
final class Crew {
    private final Semaphore permits;
    private final Set<Thread> atWork = new LinkedHashSet<>();
    private boolean dismissed;

    Crew(int most) {
        this.permits = new Semaphore(most);
    }

    /** A line of output. */
    record Line(String who, String text) {}

    /** @return why it went wrong, for whom it did; for nobody once the crew is dismissed */
    Map<String, Fault> carryOut(Map<String, Work> work, Consumer<Line> said) {
        Map<String, CompletableFuture<Optional<Fault>>> running = new LinkedHashMap<>();
        work.forEach((who, w) -> running.put(who, start(who, w, said)));
        Map<String, Fault> faults = new LinkedHashMap<>();
        running.forEach((who, r) -> r.join().ifPresent(f -> faults.put(who, f)));
        return isDismissed() ? Map.of() : faults;
    }

    private CompletableFuture<Optional<Fault>> start(String who, Work work, Consumer<Line> said) {
        return CompletableFuture.supplyAsync(
                () -> permitted(who, work, said),
                task -> Thread.ofVirtual().name("task " + who).start(task));
    }

    private Optional<Fault> permitted(String who, Work work, Consumer<Line> said) {
        if (!begin()) {
            return Optional.empty();
        }
        try {
            permits.acquire();
            try {
                Result result = work.run();
                Work.lines(result).forEach(l -> said.accept(new Line(who, l)));
                return work.fault(result);
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            return Optional.empty();
        } finally {
            end();
        }
    }

    private synchronized boolean begin() {
        return !dismissed && atWork.add(Thread.currentThread());
    }

    private synchronized void end() {
        atWork.remove(Thread.currentThread());
    }

    synchronized void dismiss() {
        dismissed = true;
        atWork.forEach(Thread::interrupt);
    }

    synchronized boolean isDismissed() {
        return dismissed;
    }
}
