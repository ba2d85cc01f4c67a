package io.lsdn.hostrunner.local;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A platform thread for all that touches the kernel: a network namespace is a thread's, and a virtual thread can not wait in a foreign
 * call without holding up others. It is in the namespace of the thread that made this.
 */
final class LocalThread implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("lsdn").factory());

    LocalThread() {
        // A thread inherits the namespace of the one that starts it, so it is started now.
        call(() -> "");
    }

    /** The callable of what throws nothing checked. */
    interface Step<T> extends Callable<T> {
        @Override
        T call();
    }

    /** Waits for the result, also if the caller is interrupted: a commit is not left in the middle. */
    <T> T call(Step<T> step) {
        try {
            return await(executor.submit(step));
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException r -> throw r;
                case Error r -> throw r;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
