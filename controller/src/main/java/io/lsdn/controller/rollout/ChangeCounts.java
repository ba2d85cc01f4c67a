package io.lsdn.controller.rollout;

import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.wire.PlannedChange;
import java.util.List;

/** How many kernel objects a plan adds, changes and removes. */
public record ChangeCounts(int added, int changed, int removed) {
    public static final ChangeCounts NONE = new ChangeCounts(0, 0, 0);

    public static ChangeCounts of(List<PlannedChange> plan) {
        return new ChangeCounts(
                count(plan, Change.Kind.ADD), count(plan, Change.Kind.REPLACE), count(plan, Change.Kind.REMOVE));
    }

    private static int count(List<PlannedChange> plan, Change.Kind kind) {
        return (int) plan.stream().filter(p -> p.change().kind() == kind).count();
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
