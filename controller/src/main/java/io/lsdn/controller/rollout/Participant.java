package io.lsdn.controller.rollout;

import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.wire.Member;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A host that is contacted.
 *
 * @param host its inventory name
 * @param address where it is reached, for people
 * @param claims the physes that it is
 * @param slice what it should hold
 * @param bystander it claims no phys of what is rolled out, so it matters only if it turns out to have left
 */
public record Participant(String host, String address, Set<String> claims, Topology slice, boolean bystander) {
    public Participant {
        claims = Collections.unmodifiableSet(new LinkedHashSet<>(claims));
    }

    Member member() {
        return new Member(host, claims, address);
    }
}
