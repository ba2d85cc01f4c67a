package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.wire.Codec;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Unfinished;
import io.lsdn.netmodel.wire.WireException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction has to bring back if its runner can not: one file, {@code journal}, written before the kernel is touched
 * and removed when all is confirmed or taken back. It holds the whole before-image, so it does not matter how far the commit came:
 * nothing is written between its operations.
 */
public final class Journal {
    private static final String NAME = "journal";
    private static final String KIND = "lsdn journal 1";

    private final ContextDirectory directory;

    public Journal(ContextDirectory directory) {
        this.directory = directory;
    }

    /**
     * @param bootId of the boot in which the before-image was true ({@code /proc/sys/kernel/random/boot_id})
     * @param holder whose transaction it is
     * @param base the generation that was confirmed before it; a later one of the same rollout means that it was confirmed
     * @param kept it failed, and what it had applied stays until somebody takes the lock
     * @param before what the context had
     * @param hooks that it adds to others' interfaces, and that nothing marks as long as they are empty
     * @param originals what settings on others' interfaces were before us
     */
    public record Entry(
            String bootId,
            Holder holder,
            Optional<Long> base,
            boolean kept,
            List<KernelObject> before,
            List<Qdisc> hooks,
            List<Original> originals) {
        public Entry {
            before = List.copyOf(before);
            hooks = List.copyOf(hooks);
            originals = List.copyOf(originals);
        }

        /** The same, with the mark that its rest is to stay. */
        public Entry asKept() {
            return new Entry(bootId, holder, base, true, before, hooks, originals);
        }

        /** Whether its runner ended between making the generation durable and removing this. */
        public boolean isConfirmedBy(Optional<Generation> latest) {
            return latest.filter(g -> g.rollout().equals(holder.rollout()))
                    .filter(g -> base.isEmpty() || g.number() > base.get())
                    .isPresent();
        }
    }

    /** What is there. */
    public sealed interface Found {}

    /** Nothing is unfinished. */
    public record None() implements Found {}

    /** Something is unfinished, but not known what. */
    public record Unreadable(String why) implements Found {}

    /** Somebody's transaction. */
    public record Open(Entry entry) implements Found {}

    /** @throws IOException if the directory is not safe, or the disk can not be read */
    public Found read() throws IOException {
        return switch (directory.read(NAME, KIND)) {
            case ContextDirectory.Missing _ -> new None();
            case ContextDirectory.Damaged(String why) -> new Unreadable(why);
            case ContextDirectory.Whole whole -> {
                try {
                    yield new Open(new Codec().decode(whole.content(), Entry.class));
                } catch (WireException e) {
                    yield new Unreadable(directory.path(NAME) + " is of another version: " + e.getMessage());
                }
            }
        };
    }

    /** What a person should know of it; empty also for one that was confirmed. */
    public Optional<Unfinished> unfinished(Optional<Generation> latest) throws IOException {
        return switch (read()) {
            case None _ -> Optional.empty();
            case Unreadable _ -> Optional.of(new Unfinished(Optional.empty(), false));
            case Open(Entry e) ->
                e.isConfirmedBy(latest)
                        ? Optional.empty()
                        : Optional.of(new Unfinished(Optional.of(e.holder()), e.kept()));
        };
    }

    /** When this returns, the entry survives a loss of power. */
    public void write(Entry entry) throws IOException {
        directory.write(NAME, KIND, encoded(entry));
    }

    /** Whether an entry and a generation could be written, found out before anything is changed. */
    public void tryWriting(Entry entry, Generation generation) throws IOException {
        directory.tryWriting(List.of(encoded(entry), Generations.encoded(generation)));
    }

    /** Nothing is unfinished any more. */
    public void remove() throws IOException {
        directory.delete(NAME);
    }

    private static byte[] encoded(Entry entry) {
        return new Codec().encode(entry, Entry.class);
    }
}
