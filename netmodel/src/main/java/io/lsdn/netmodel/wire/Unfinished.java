package io.lsdn.netmodel.wire;

import java.util.Optional;

/**
 * A transaction that was neither confirmed nor taken back: its runner is at work now, or was killed, or was told to keep
 * what it had applied. The next session that takes the lock recovers the host.
 *
 * @param whose it is; empty if the journal can not be read
 * @param kept it failed, and what it had applied was to stay
 */
public record Unfinished(Optional<Holder> whose, boolean kept) {}
