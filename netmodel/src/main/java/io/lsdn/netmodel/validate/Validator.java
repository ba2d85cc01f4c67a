package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds every problem of a model in one pass. Pure: it knows no machine, so what only a machine can tell is not here. */
public final class Validator {
    private Validator() {}

    /** All problems, in the order of the model; of a model without errors the compiler makes a working network. */
    public static List<Problem> validate(Topology topology) {
        var found = new ArrayList<Problem>();
        NameChecks.check(topology, found::add);
        SettingsChecks.check(topology, found::add);
        ReferenceChecks.check(topology, found::add);
        UnderlayChecks.check(topology, found::add);
        VidChecks.check(topology, found::add);
        VirtChecks.check(topology, found::add);
        RuleChecks.check(topology, found::add);
        RateChecks.check(topology, found::add);
        MachineChecks.checkEachPhys(topology, found::add);
        return List.copyOf(found);
    }

    /**
     * What is right for each phys alone but not for a machine that claims all of these.
     *
     * @param topology one that {@link #validate} has no errors for
     */
    public static List<Problem> validateClaim(Topology topology, Set<String> claimed) {
        var found = new ArrayList<Problem>();
        MachineChecks.checkClaim(topology, claimed, found::add);
        return List.copyOf(found);
    }
}
