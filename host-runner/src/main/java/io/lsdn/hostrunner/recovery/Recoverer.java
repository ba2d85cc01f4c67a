package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.apply.ContextState;
import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Generations;
import io.lsdn.hostrunner.apply.Journal;
import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.diff.Footing;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Recovery;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Ends a transaction that its runner left open: in the boot in which that was, the before-image is restored; in another, or
 * where the journal can not be read, the last confirmed generation is built. The journal stays until all of it is done, so a
 * recovery that is killed, or could not do everything, is done again. Only for who has the lock.
 */
public final class Recoverer {
    private final Kernel kernel;
    private final String context;
    private final Journal journal;
    private final Generations generations;
    private final String bootId;
    private final PrintStream log;

    /** @param bootId of this boot */
    public Recoverer(Kernel kernel, String context, ContextState state, String bootId, PrintStream log) {
        this.kernel = kernel;
        this.context = context;
        this.journal = state.journal();
        this.generations = state.generations();
        this.bootId = bootId;
        this.log = log;
    }

    /**
     * @return how; empty if nothing was unfinished
     * @throws IOException if the state can not be read at all
     */
    public Optional<Recovery> recover() throws IOException {
        Optional<Generation> last = generations.latest();
        return switch (journal.read()) {
            case Journal.None _ -> Optional.empty();
            case Journal.Unreadable(String why) -> {
                log.println("journal: " + why);
                yield Optional.of(ended(build(last, Optional.empty())));
            }
            case Journal.Open(Journal.Entry e) -> {
                if (e.isConfirmedBy(last)) {
                    journal.remove();
                    yield Optional.empty();
                }
                yield Optional.of(ended(e.bootId().equals(bootId) ? restore(e) : build(last, Optional.of(e.holder()))));
            }
        };
    }

    private Recovery ended(Recovery recovery) throws IOException {
        log.println("recovered: " + recovery);
        if (recovery.left().isEmpty()) {
            journal.remove();
        }
        return recovery;
    }

    /** Where it was, without asking whether that went well: for a session that could not undo on its own. */
    public static List<String> restore(Kernel kernel, String context, Journal.Entry entry) {
        return new Restoration(kernel, context).bring(new Before(entry));
    }

    private Recovery restore(Journal.Entry entry) {
        var before = new Before(entry);
        List<String> left = new Restoration(kernel, context).bring(before);
        return new Recovery(
                Optional.of(entry.holder()),
                Recovery.Target.BEFORE,
                Optional.empty(),
                List.copyOf(before.missing),
                left);
    }

    private Recovery build(Optional<Generation> last, Optional<Holder> whose) {
        Rebuilt rebuilt = rebuild(last);
        return new Recovery(
                whose,
                last.isPresent() ? Recovery.Target.GENERATION : Recovery.Target.NOTHING,
                last.map(Generation::number),
                rebuilt.missing(),
                rebuilt.left());
    }

    /**
     * Builds the last confirmed generation, whatever is there and as far as its interfaces are: the machine was started, or one of
     * them appeared.
     *
     * @throws IOException if the state can not be read, or is not to be trusted
     */
    public Rebuilt rebuild() throws IOException {
        Optional<String> doubt = generations.doubt();
        if (doubt.isPresent()) {
            throw new IOException(doubt.get());
        }
        Optional<Generation> last = generations.latest();
        // What there is without one was not confirmed here, and nobody asked for its removal.
        return last.isPresent() ? rebuild(last) : Rebuilt.NOTHING;
    }

    private Rebuilt rebuild(Optional<Generation> last) {
        var confirmed = new Confirmed(context, last, generations, log);
        return confirmed.rebuilt(new Restoration(kernel, context).bring(confirmed));
    }

    /** What was before the transaction. */
    private static final class Before implements Restoration.Target {
        private final Journal.Entry entry;
        private final TreeSet<String> missing = new TreeSet<>();

        Before(Journal.Entry entry) {
            this.entry = entry;
        }

        @Override
        public KernelState state(Observation actual) {
            Footing footing = Footing.of(entry.before(), actual);
            missing.addAll(footing.missing());
            return footing.state();
        }

        @Override
        public List<Original> originals() {
            return entry.originals();
        }

        @Override
        public List<Qdisc> hooks() {
            return entry.hooks();
        }
    }
}
