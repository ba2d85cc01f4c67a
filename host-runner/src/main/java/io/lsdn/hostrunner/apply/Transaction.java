package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan on its way into the kernel. Whatever was done can be taken back, in reverse, at any time until the
 * transaction is forgotten. Used by one thread.
 */
public final class Transaction {
    private final Kernel kernel;
    private final List<PlannedChange> plan;
    private final List<Change> done = new ArrayList<>();

    public Transaction(Kernel kernel, List<PlannedChange> plan) {
        this.kernel = kernel;
        this.plan = List.copyOf(plan);
    }

    /**
     * Applies the changes of a stage, all that can be.
     *
     * @return why not all of them are in effect; empty if they are. The caller decides to {@link #undo}.
     */
    public Optional<Fault> commit(Stage stage) {
        List<Change> changes = plan.stream()
                .filter(c -> c.stage() == stage)
                .map(PlannedChange::change)
                .toList();
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        List<Change> refused = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        try {
            List<Kernel.Outcome> outcomes = kernel.apply(changes);
            for (int i = 0; i < changes.size(); i++) {
                switch (outcomes.get(i)) {
                    case Kernel.Done _ -> done.add(changes.get(i));
                    case Kernel.Refused r -> {
                        refused.add(changes.get(i));
                        reasons.add(r.message());
                    }
                }
            }
        } catch (KernelException e) {
            // What got through is unknown, so all of it is taken back; taking back what was never done is harmless.
            done.addAll(changes);
            return Optional.of(new Fault("kernel-unreachable", e.getMessage(), ""));
        }
        return refused.isEmpty() ? Optional.empty() : Optional.of(refusal(refused, reasons));
    }

    private static Fault refusal(List<Change> refused, List<String> reasons) {
        Change first = refused.getFirst();
        String verb = switch (first.kind()) {
            case ADD -> "add ";
            case REPLACE -> "change ";
            case REMOVE -> "remove ";
        };
        String more = refused.size() == 1 ? "" : " (and " + (refused.size() - 1) + " more)";
        return new Fault(
                "kernel-refused",
                "the kernel refused to " + verb + first.key() + ": " + reasons.getFirst() + more,
                "what was changed before is taken back; see what holds "
                        + first.key().site() + " with 'ip -d link'");
    }

    /**
     * Takes back all that was done, last first. Failures are recorded and do not keep the rest from being taken back.
     *
     * @return what is not as before, object by object; empty if all is. Calling it again tries those again.
     */
    public List<String> undo() {
        List<Change> back = done.reversed().stream().map(Change::undo).toList();
        List<String> left = new ArrayList<>();
        List<Change> still = new ArrayList<>();
        if (back.isEmpty()) {
            return left;
        }
        try {
            List<Kernel.Outcome> outcomes = kernel.apply(back);
            for (int i = 0; i < back.size(); i++) {
                if (outcomes.get(i) instanceof Kernel.Refused r && !isAsBefore(back.get(i))) {
                    left.add(back.get(i).key() + ": " + r.message());
                    still.addFirst(back.get(i).undo());
                }
            }
        } catch (KernelException e) {
            left.add(e.getMessage());
            return left;
        }
        done.clear();
        done.addAll(still);
        return left;
    }

    /** Others, or the removal of what it stood on, may have brought about what the undo wanted. */
    private boolean isAsBefore(Change undo) throws KernelException {
        Optional<io.lsdn.netmodel.kernel.KernelObject> is =
                kernel.observe(java.util.Set.of(undo.key().site())).state().get(undo.key());
        return is.equals(undo.after().map(o -> o));
    }

    /** Whether anything is done that {@link #undo} would take back. */
    public boolean isOpen() {
        return !done.isEmpty();
    }

    /** What was done is what should stay. */
    public void forget() {
        done.clear();
    }
}
