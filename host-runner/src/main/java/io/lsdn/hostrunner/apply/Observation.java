package io.lsdn.hostrunner.apply;

import io.lsdn.netmodel.kernel.KernelState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel holds.
 *
 * @param links every link of the namespace by name
 * @param state the links with a mark of ours (of any context); the settings of every link; the permanent FDB entries of marked
 *     links; the qdiscs and filters of marked links, of the foreign links asked for, and of the blocks that their clsacts name.
 *     Objects that can not be told apart by our keys or are none of our kinds are left out, but for a root qdisc.
 * @param marksPackets whether the kernel has the action {@code skbedit}
 */
public record Observation(Map<String, LinkFacts> links, KernelState state, boolean marksPackets) {
    public Observation {
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    public Optional<LinkFacts> link(String name) {
        return Optional.ofNullable(links.get(name));
    }

    /** As if these links and all that is on them were not there. */
    public Observation without(Set<String> names) {
        var others = new LinkedHashMap<>(links);
        others.keySet().removeAll(names);
        return new Observation(
                others,
                KernelState.of(state.objects().values().stream()
                        .filter(o -> !names.contains(o.key().site()))
                        .toList()),
                marksPackets);
    }
}
