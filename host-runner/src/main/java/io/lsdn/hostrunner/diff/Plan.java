package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.Original;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.List;

/**
 * What is to be done.
 *
 * @param changes in the order of their application, stage after stage
 * @param originals what to restore on others' interfaces when we leave them
 */
public record Plan(List<PlannedChange> changes, List<Original> originals) {
    public Plan {
        changes = List.copyOf(changes);
        originals = List.copyOf(originals);
    }

    /** The changes of one stage. */
    public List<PlannedChange> of(Stage stage) {
        return changes.stream().filter(c -> c.stage() == stage).toList();
    }

    /** Whether it brings a link into a bridge. */
    public boolean makesPort(String link) {
        var master = new ObjectKey.OfSetting(link, LinkSetting.Attribute.MASTER);
        return changes.stream()
                .map(PlannedChange::change)
                .anyMatch(c -> c.after().isPresent() && c.key().equals(master));
    }
}
