package io.lsdn.hostrunner.diff;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.wire.PlannedChange;
import java.util.List;

/** How the kernel differs from what it should hold, a line an object, for a person. */
public final class Drift {
    private Drift() {}

    /** @param changes that would repair it */
    public static List<String> describe(List<PlannedChange> changes) {
        return changes.stream().map(PlannedChange::change).map(Drift::describe).toList();
    }

    /** The difference that a change would repair. */
    public static String describe(Change c) {
        return switch (c.kind()) {
            case ADD -> c.key() + " is missing";
            case REMOVE -> c.key() + " should not be there";
            case REPLACE ->
                c.key() + " is " + c.before().orElseThrow() + " instead of "
                        + c.after().orElseThrow();
        };
    }
}
