package io.lsdn.netmodel.wire;

import java.util.Optional;
import java.util.Set;

/**
 * A host that took part in a generation.
 *
 * @param host its inventory name
 * @param physes what it claimed
 * @param address where the controller reached it
 * @param digest of what it should hold since, so that a later rollout knows whether it would change; empty if that is not known
 */
public record Member(String host, Set<String> physes, String address, Optional<String> digest) {
    /** Of which no digest is known. */
    public Member(String host, Set<String> physes, String address) {
        this(host, physes, address, Optional.empty());
    }
}
