package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.apply.Generation;
import io.lsdn.hostrunner.apply.Generations;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.hostrunner.apply.Original;
import io.lsdn.hostrunner.diff.Assignment;
import io.lsdn.hostrunner.diff.Footing;
import io.lsdn.hostrunner.diff.Plan;
import io.lsdn.hostrunner.diff.Taken;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.KernelState;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was confirmed last, without what has no interface, and without what somebody else uses now. */
final class Confirmed implements Restoration.Target {
    private final Assignment assignment;
    private final Generations generations;
    private final PrintStream log;
    private Optional<Generation> last;
    private final Set<String> missing = new TreeSet<>();
    private List<String> pending = List.of();
    private List<Taken> taken = List.of();
    private int changes;

    Confirmed(String context, Optional<Generation> last, Generations generations, PrintStream log) {
        this.assignment = Assignment.last(last, context);
        this.generations = generations;
        this.log = log;
        this.last = last;
    }

    /** @param left what could not be brought about */
    Rebuilt rebuilt(List<String> left) {
        return new Rebuilt(last.map(Generation::number), changes, List.copyOf(missing), pending, taken, left);
    }

    @Override
    public Observation seen(Observation actual) {
        taken = Taken.find(assignment.slice(), assignment.claimed(), assignment.asked(actual), actual);
        pending = assignment.pending(actual);
        return actual.without(takenLinks());
    }

    private Set<String> takenLinks() {
        return taken.stream().map(Taken::link).collect(Collectors.toSet());
    }

    @Override
    public KernelState state(Observation actual) {
        Set<String> others = takenLinks();
        missing.addAll(assignment.missing(actual));
        List<KernelObject> free = assignment.possible(actual).objects().values().stream()
                .filter(o -> !others.contains(o.key().site()))
                .toList();
        return Footing.of(free, actual).state();
    }

    @Override
    public List<Original> originals() {
        return last.map(Generation::originals).orElse(List.of());
    }

    /**
     * What interfaces are before us in this boot is written down before they are touched, or a second recovery would take what
     * the first one set for what was there.
     */
    @Override
    public void planned(Plan plan) {
        changes += plan.changes().size();
        Optional<Generation> renewed =
                last.filter(g -> !g.originals().equals(plan.originals())).map(g -> g.withOriginals(plan.originals()));
        if (renewed.isEmpty()) {
            return;
        }
        last = renewed;
        try {
            generations.write(renewed.get());
        } catch (IOException e) {
            // A full disk keeps no host from its recovery.
            log.println("generation " + renewed.get().number() + " keeps its old originals: " + e);
        }
    }
}
