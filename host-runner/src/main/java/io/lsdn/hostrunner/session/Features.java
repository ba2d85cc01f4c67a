package io.lsdn.hostrunner.session;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.KernelFeature;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.PlannedChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plan needs of the kernel and the kernel is built without, found before anything is changed. */
final class Features {
    private Features() {}

    /** @return one fault each; none without asking the kernel if nothing new is to be made */
    static List<Fault> missing(Machine machine, Topology slice, Set<String> claimed, List<PlannedChange> plan)
            throws KernelException {
        Set<KernelFeature> needed = KernelFeature.neededBy(KernelState.of(plan.stream()
                .map(PlannedChange::change)
                .map(Change::after)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new))));
        if (needed.isEmpty()) {
            return List.of();
        }
        Set<KernelFeature> missing = machine.missing(needed);
        if (missing.isEmpty()) {
            return List.of();
        }
        Map<KernelFeature, List<Settings>> users = users(slice, claimed);
        var faults = new ArrayList<Fault>();
        for (KernelFeature feature : needed) {
            if (missing.contains(feature)) {
                String by = users.getOrDefault(feature, List.of()).stream()
                        .map(s -> "settings '" + s.name() + "' (" + s.type() + ")")
                        .collect(Collectors.joining(" and "));
                faults.add(new Fault(
                        "kernel-feature-missing",
                        "kernel " + machine.kernelRelease() + " has no " + feature
                                + (by.isEmpty() ? "" : ", needed by " + by),
                        "boot a kernel that has it, or install its modules; or give these nets another type"));
            }
        }
        return faults;
    }

    private static Map<KernelFeature, List<Settings>> users(Topology slice, Set<String> claimed) {
        var users = new LinkedHashMap<KernelFeature, List<Settings>>();
        for (Settings settings : slice.settings().values()) {
            var nets = new LinkedHashMap<String, Net>(slice.nets());
            nets.values().removeIf(n -> !n.settings().equals(settings.name()));
            var alone = new Topology(slice.context(), slice.settings(), slice.physes(), nets);
            KernelFeature.neededBy(Compiler.compile(alone, claimed))
                    .forEach(f ->
                            users.computeIfAbsent(f, _ -> new ArrayList<>()).add(settings));
        }
        return users;
    }
}
