package io.lsdn.controller.rollout;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a rollout needs to know of a host of the inventory.
 *
 * @param name its inventory name
 * @param address where it is reached, for people ({@code ansible_host})
 * @param physes {@code lsdn_phys}; empty where the inventory says nothing and the name counts
 * @param at where the inventory says so
 */
public record PlayHost(String name, String address, Optional<Set<String>> physes, Optional<SourceLocation> at) {
    public PlayHost {
        physes = physes.map(p -> Collections.unmodifiableSet(new LinkedHashSet<>(p)));
    }
}
