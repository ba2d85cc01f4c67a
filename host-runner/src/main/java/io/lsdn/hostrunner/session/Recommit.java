package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Journal;
import io.lsdn.hostrunner.recovery.Rebuilt;
import io.lsdn.hostrunner.recovery.Recoverer;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Recovery;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session without a controller: builds what was confirmed last, as far as its interfaces are there. What it builds is the same
 * however often it is begun, so it needs no journal of its own.
 */
final class Recommit {
    /** Later than every ULID, so that every rollout is the older one: it waits for us, and does not give way. */
    static final String ROLLOUT = "boot";

    /** A rollout that holds the lock may take its time. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(200);
    /** More than it ever needs: who still holds the lock then is stopped, and may be killed for it. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Machine machine;
    private final Duration patience;
    private final PrintStream log;

    Recommit(Machine machine, Duration patience, PrintStream log) {
        this.machine = machine;
        this.patience = patience;
        this.log = log;
    }

    /** How it ended. */
    sealed interface End {}

    /** @param recovery what had to be brought to its end before */
    record Built(Rebuilt what, Optional<Recovery> recovery) implements End {}

    /** A failed rollout's rest is to stay until the next one. */
    record Kept() implements End {}

    /** Somebody else has the lock. */
    record Busy(Holder holder) implements End {}

    /** @throws IOException if the lock or the state can not be used, or what was confirmed last is not known */
    End run(String context) throws IOException {
        long began = machine.bootMillis();
        while (true) {
            switch (machine.lock(context, holder(machine))) {
                case Machine.Taken(Machine.Lock lock) -> {
                    try (lock) {
                        lock.until(machine.bootMillis() + LONGEST.toMillis());
                        return build(context);
                    }
                }
                case Machine.Held(var holder) -> {
                    if (machine.bootMillis() - began >= patience.toMillis() || !pause()) {
                        return new Busy(holder);
                    }
                }
            }
        }
    }

    private End build(String context) throws IOException {
        ContextState state = machine.state(context);
        if (isKept(state)) {
            return new Kept();
        }
        state.files().sweep();
        var recoverer = new Recoverer(machine.kernel(), context, state, machine.bootId(), log);
        Optional<Recovery> recovery = recoverer.recover();
        return new Built(recoverer.rebuild(), recovery);
    }

    /** After a start of the machine there is no rest any more. */
    private boolean isKept(ContextState state) throws IOException {
        return state.journal().read() instanceof Journal.Open(Journal.Entry e)
                && e.kept()
                && e.bootId().equals(machine.bootId());
    }

    /** Who such a session says it is. */
    static Holder holder(Machine machine) {
        return new Holder(
                ROLLOUT,
                System.getProperty("user.name", "root"),
                machine.hostname(),
                ProcessHandle.current().pid(),
                Instant.now().toString());
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
