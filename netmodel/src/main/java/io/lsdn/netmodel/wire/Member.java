package io.lsdn.netmodel.wire;

import java.util.Set;

/**
 * A host that took part in a generation.
 *
 * @param host its inventory name
 * @param physes what it claimed
 * @param address where the controller reached it
 */
public record Member(String host, Set<String> physes, String address) {}
