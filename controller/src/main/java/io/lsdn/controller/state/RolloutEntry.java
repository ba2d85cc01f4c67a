package io.lsdn.controller.state;

import io.lsdn.netmodel.wire.Holder;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a rollout when it begins.
 *
 * @param holder who runs it, since when, and its ULID
 * @param command which of the program's commands it is
 * @param digest of what the hosts should hold, hexadecimal; empty for what is not known yet
 * @param confirmMillis after which time hosts undo by themselves
 * @param hosts the inventory names of those that may be changed
 */
public record RolloutEntry(
        Holder holder,
        String context,
        String command,
        Optional<String> digest,
        long confirmMillis,
        Set<String> hosts,
        Invocation invocation) {
    public RolloutEntry {
        hosts = Set.copyOf(hosts);
    }
}
