package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.LinkFacts;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.diff.Differ;
import io.lsdn.hostrunner.diff.Drift;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.kernel.Link;
import io.lsdn.netmodel.kernel.LinkKind;
import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.kernel.ObjectKey;
import io.lsdn.netmodel.kernel.Qdisc;
import io.lsdn.netmodel.wire.PlannedChange;
import io.lsdn.netmodel.wire.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Brings a context's objects to a state, whatever the kernel holds now: the difference is applied and the kernel read again,
 * until there is none. What the kernel refuses to change is removed with the link that it stands on, and made anew.
 */
final class Restoration {
    private static final int TRIES = 3;
    /** The try after which what was refused is cleared away. */
    private static final int CLEARING = 1;

    private final Kernel kernel;
    private final String context;
    private final Map<ObjectKey, String> refusals = new LinkedHashMap<>();

    Restoration(Kernel kernel, String context) {
        this.kernel = kernel;
        this.context = context;
    }

    /** What should be there, given what is. */
    interface Target {
        KernelState state(Observation actual);

        /** What of the kernel counts: as if the rest were not there. */
        default Observation seen(Observation actual) {
            return actual;
        }

        /** What settings on others' interfaces were before us. */
        List<Original> originals();

        /** What nothing marks as ours and should not be there if it is empty. */
        default List<Qdisc> hooks() {
            return List.of();
        }

        /** Hears of each plan before it is carried out. */
        default void planned(Plan plan) {}
    }

    /** @return how the kernel differs from it in the end, object by object */
    List<String> bring(Target target) {
        try {
            for (int i = 0; i < TRIES; i++) {
                Observation actual = observe();
                Plan plan = plan(target, actual);
                if (plan.changes().isEmpty()) {
                    return List.of();
                }
                target.planned(plan);
                apply(plan);
                if (i == CLEARING) {
                    clear(actual);
                }
            }
            return left(plan(target, observe()));
        } catch (KernelException e) {
            return List.of(e.getMessage());
        }
    }

    /** With what is on every interface: whose it is is known by its marks. */
    private Observation observe() throws KernelException {
        return kernel.observe(kernel.observe(Set.of()).links().keySet());
    }

    private Plan plan(Target target, Observation all) {
        Observation actual = target.seen(all);
        Plan plan = Differ.diff(context, target.state(actual), actual, target.originals());
        var changes = new ArrayList<>(plan.changes());
        target.hooks().stream()
                .filter(hook -> isEmpty(hook, actual, plan))
                .forEach(hook -> changes.add(new PlannedChange(Stage.BREAK, Change.remove(hook))));
        return new Plan(changes, plan.originals());
    }

    /** A clsact that is there as it was made, without a filter of anybody, and is not seen to already. */
    private static boolean isEmpty(Qdisc hook, Observation actual, Plan plan) {
        return actual.state().get(hook.key()).equals(Optional.of(hook))
                && changes(plan).noneMatch(c -> c.key().equals(hook.key()))
                && actual.state().objects().values().stream()
                        .noneMatch(
                                o -> o instanceof Filter f && f.place().owner().equals(hook.link()));
    }

    private void apply(Plan plan) throws KernelException {
        refusals.clear();
        List<Change> changes = changes(plan).toList();
        List<Kernel.Outcome> outcomes = kernel.apply(changes);
        for (int i = 0; i < changes.size(); i++) {
            if (outcomes.get(i) instanceof Kernel.Refused refused) {
                refusals.put(changes.get(i).key(), refused.message());
            }
        }
    }

    private void clear(Observation actual) throws KernelException {
        List<Change> clearance = refusals.keySet().stream()
                .map(ObjectKey::site)
                .distinct()
                .flatMap(site -> ours(site, actual).stream())
                .map(Change::remove)
                .toList();
        if (!clearance.isEmpty()) {
            kernel.apply(clearance);
        }
    }

    /** A link with our mark, by its name. To be removed a link needs no more than that, whatever it has become. */
    private Optional<Link> ours(String name, Observation actual) {
        return actual.link(name)
                .flatMap(LinkFacts::alias)
                .filter(a ->
                        Mark.ofAlias(a).filter(m -> m.context().equals(context)).isPresent())
                .map(a -> new Link(name, new LinkKind.Bridge(false), a));
    }

    private List<String> left(Plan plan) {
        return changes(plan).map(this::line).toList();
    }

    private String line(Change change) {
        String why = refusals.get(change.key());
        String what = Drift.describe(change);
        return why == null ? what : what + ": " + why;
    }

    private static Stream<Change> changes(Plan plan) {
        return plan.changes().stream().map(PlannedChange::change);
    }
}
