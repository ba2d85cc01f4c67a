package io.lsdn.controller.cli;

import java.util.Optional;

/** SIGINT, SIGTERM and SIGHUP, for what must end in order instead of being cut off. */
final class Interrupts {
    private Optional<Runnable> action = Optional.empty();

    /**
     * While the scope is open a signal runs {@code onSignal} (in another thread, perhaps several times) instead of ending
     * the process.
     */
    synchronized Scope during(Runnable onSignal) {
        action = Optional.of(onSignal);
        return this::end;
    }

    private synchronized void end() {
        action = Optional.empty();
    }

    /** @return whether somebody took it */
    boolean signal() {
        var taken = current();
        taken.ifPresent(Runnable::run);
        return taken.isPresent();
    }

    private synchronized Optional<Runnable> current() {
        return action;
    }

    /** Ends the handling of signals. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
