package io.lsdn.hostrunner.local;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.wire.PlannedChange;
import java.util.List;

/** What became of a commit. */
public sealed interface CommitOutcome {
    /**
     * The kernel holds what the model says, and that is recorded.
     *
     * @param generation its number
     * @param changes of kernel objects, in the order of their application; none if only the record differs
     */
    record Committed(long generation, List<PlannedChange> changes) implements CommitOutcome {
        public Committed {
            changes = List.copyOf(changes);
        }
    }

    /** The kernel held what the model says already. */
    record Unchanged() implements CommitOutcome {}

    /**
     * The kernel is as before.
     *
     * @param problems why; the problem callback was told them all
     * @param left what could not be taken back, object by object; empty if all was. The next commit of any program tries again.
     */
    record Failed(List<Diagnostic> problems, List<String> left) implements CommitOutcome {
        public Failed {
            problems = List.copyOf(problems);
            left = List.copyOf(left);
        }
    }

    /** Whether the kernel holds what the model says. */
    default boolean isDone() {
        return !(this instanceof Failed);
    }
}
