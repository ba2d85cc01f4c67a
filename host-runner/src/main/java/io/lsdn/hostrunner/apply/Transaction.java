package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
                        // What could not be removed or replaced may have gone with what it stood on: its undo sees to
                        // it.
                        if (changes.get(i).kind() != Change.Kind.ADD) {
                            done.add(changes.get(i));
                        }
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
        if (back.isEmpty()) {
            return List.of();
        }
        List<String> left = new ArrayList<>();
        List<Change> still = new ArrayList<>();
        try {
            List<Kernel.Outcome> outcomes = kernel.apply(back);
            KernelState now = refusedAny(outcomes) ? observe(back) : KernelState.EMPTY;
            for (int i = 0; i < back.size(); i++) {
                // Others, or the removal of what it stood on, may have brought about what a refused undo wanted.
                if (outcomes.get(i) instanceof Kernel.Refused r
                        && !now.get(back.get(i).key()).equals(back.get(i).after())) {
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

    private static boolean refusedAny(List<Kernel.Outcome> outcomes) {
        return outcomes.stream().anyMatch(o -> o instanceof Kernel.Refused);
    }

    private KernelState observe(List<Change> changes) throws KernelException {
        return kernel.observe(changes.stream().map(c -> c.key().site()).collect(Collectors.toSet()))
                .state();
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
