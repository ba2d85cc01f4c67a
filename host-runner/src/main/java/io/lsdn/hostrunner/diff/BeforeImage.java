package io.lsdn.hostrunner.diff;

import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkSetting;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.wire.PlannedChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * All that a context has, and what a plan changes besides: a kernel that shows this again, and has given back what others'
 * interfaces had before us, is as before the plan. Pure.
 *
 * @param objects in the order in which the kernel showed them
 * @param hooks that the plan adds to others' interfaces: until a filter of ours is in it, nothing marks a clsact
 * @param originals of the last confirmed generation and of the plan
 */
public record BeforeImage(List<KernelObject> objects, List<Qdisc> hooks, List<Original> originals) {
    public BeforeImage {
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
        originals = List.copyOf(originals);
    }

    /**
     * @param desired what the plan leads to
     * @param actual what it starts from
     * @param last of the last confirmed generation
     */
    public static BeforeImage of(
            String context, KernelState desired, Observation actual, Plan plan, List<Original> last) {
        Map<ObjectKey, Original> originals = new HashMap<>();
        last.forEach(o -> originals.put(key(o), o));
        plan.originals().forEach(o -> originals.put(key(o), o));
        var changed = new LinkedHashSet<ObjectKey>();
        plan.changes().stream().map(PlannedChange::change).map(Change::key).forEach(changed::add);
        var ours = new Ownership(context, desired, actual);
        var objects = new ArrayList<KernelObject>();
        for (KernelObject o : actual.state().objects().values()) {
            if (changed.contains(o.key()) || originals.containsKey(o.key()) || isOurs(o, ours)) {
                objects.add(o);
            }
        }
        return new BeforeImage(objects, hooks(plan, ours), List.copyOf(originals.values()));
    }

    private static List<Qdisc> hooks(Plan plan, Ownership ours) {
        return plan.changes().stream()
                .map(PlannedChange::change)
                .filter(c -> c.kind() == Change.Kind.ADD)
                .flatMap(c -> c.after().stream())
                .filter(o -> o instanceof Qdisc q && q.kind() instanceof Qdisc.Clsact && !ours.ofLink(q.link()))
                .map(Qdisc.class::cast)
                .toList();
    }

    private static boolean isOurs(KernelObject o, Ownership ours) {
        return switch (o) {
            case Link l -> ours.ofLink(l.name());
            case LinkSetting.Master m -> ours.ofLink(m.link()) || ours.ofLink(m.bridge());
            case LinkSetting s -> ours.ofLink(s.link());
            case FdbEntry e -> ours.ofLink(e.link());
            case Qdisc q -> ours.of(q);
            case Filter f -> ours.of(f);
        };
    }

    private static ObjectKey key(Original o) {
        return new ObjectKey.OfSetting(o.link(), o.attribute());
    }
}
