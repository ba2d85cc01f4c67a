package io.lsdn.controller.report;

import io.lsdn.controller.rollout.HostResult;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Description;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code --diff} shows: each host's plan, stage by stage, with the signs of a diff. */
public final class PlanText {
    private PlanText() {}

    /** The lines of a host's plan; none if nothing changes on it. */
    public static List<String> of(HostResult host, Style style) {
        var lines = new ArrayList<String>();
        for (Stage stage : Stage.values()) {
            var changes = host.plan().stream().filter(p -> p.stage() == stage).toList();
            if (!changes.isEmpty()) {
                lines.add(style.strong(
                        Texts.escaped(host.host()) + ": " + stage.name().toLowerCase(Locale.ROOT)));
                changes.forEach(c -> lines.add(coloured(c, style)));
            }
        }
        return lines;
    }

    /** A change without colours: {@code + link …}, {@code - fdb …}, {@code ~ link … -> link …}. */
    public static String line(PlannedChange planned) {
        Change change = planned.change();
        return change.kind().sign()
                + " "
                + switch (change.kind()) {
                    case ADD -> text(change.after().orElseThrow());
                    case REMOVE -> text(change.before().orElseThrow());
                    case REPLACE ->
                        text(change.before().orElseThrow()) + " -> "
                                + text(change.after().orElseThrow());
                };
    }

    private static String coloured(PlannedChange planned, Style style) {
        String line = "  " + line(planned);
        return switch (planned.change().kind()) {
            case ADD -> style.good(line);
            case REMOVE -> style.bad(line);
            case REPLACE -> style.changed(line);
        };
    }

    private static String text(KernelObject object) {
        return Texts.escaped(Description.of(object));
    }
}
