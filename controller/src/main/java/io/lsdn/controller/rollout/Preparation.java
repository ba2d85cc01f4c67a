package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import java.util.Optional;

/** How far a host came before the first barrier. Nothing was changed on it. */
sealed interface Preparation {
    /** It can commit. */
    record Ready(Reply.Prepared prepared, String instance) implements Preparation {}

    /**
     * It was reached but can not.
     *
     * @param instance of its directory, if it came that far
     */
    record Refused(Fault fault, Optional<String> instance) implements Preparation {}

    record Unreachable(Fault fault) implements Preparation {}

    /** Another rollout holds its lock, or held it before us. */
    record LockedOut(Holder holder, By by) implements Preparation {
        /** Whose the lock is. */
        enum By {
            /** An older rollout's: we give way. */
            OLDER,
            /** A younger one's, which may give way yet. */
            YOUNGER,
            /** It was a younger one's, which has committed while we waited. */
            FASTER
        }
    }

    /** This very rollout holds its lock, from another host of the inventory. */
    record LockedBySelf(String instance) implements Preparation {}

    /** The rollout ended before its turn. */
    record NotAsked() implements Preparation {}

    /** The directory on the host that state is kept in, as far as known. */
    default Optional<String> directory() {
        return switch (this) {
            case Ready r -> Optional.of(r.instance());
            case LockedBySelf l -> Optional.of(l.instance());
            case Refused r -> r.instance();
            case Unreachable _, LockedOut _, NotAsked _ -> Optional.empty();
        };
    }
}
