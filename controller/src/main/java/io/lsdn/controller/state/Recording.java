package io.lsdn.controller.state;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.RolloutResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Writes a rollout down while it runs. The database is opened beside the connections to the hosts, and waited for only when the first
 * host is about to be changed.
 */
public final class Recording implements DecisionRecord, AutoCloseable {
    private final CompletableFuture<RolloutStore> store;

    private Recording(CompletableFuture<RolloutStore> store) {
        this.store = store;
    }

    /**
     * Begins to write, in a thread of its own.
     *
     * @param entry made there
     */
    public static Recording begin(StateDirectory directory, Supplier<RolloutEntry> entry) {
        return new Recording(CompletableFuture.supplyAsync(
                () -> begun(directory, entry),
                task -> Thread.ofPlatform().daemon().name("state").start(task)));
    }

    private static RolloutStore begun(StateDirectory directory, Supplier<RolloutEntry> entry) {
        try {
            RolloutStore store = directory.open();
            store.begin(entry.get());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RolloutStore store() throws IOException {
        try {
            return store.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    @Override
    public void committing() throws IOException {
        var _ = store();
    }

    @Override
    public void decided(Decision decision) throws IOException {
        store().decided(decision);
    }

    /** @return whether everything came to its end */
    public boolean ended(RolloutResult result) throws IOException {
        return store().ended(result);
    }

    /** What earlier rollouts of the context left open and this one made good, or took over. */
    public void supersede(List<OpenRollout> earlier, RolloutResult by) throws IOException {
        for (OpenRollout o : earlier) {
            store().abandoned(o.id(), by.outcome());
        }
    }

    @Override
    public void close() throws IOException {
        store().close();
    }
}
