package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.List;

/** What is known of a host after a rollback. */
sealed interface Undo {
    /** It never was asked to commit. */
    record Untouched() implements Undo {}

    /** It failed by itself and is as before. */
    record Reverted(Fault why) implements Undo {}

    /** It is as before. */
    record Undone() implements Undo {}

    /** Its commit failed, and what it applied stays, as was asked for. */
    record Kept(Fault why) implements Undo {}

    /** It is not, or nobody knows. */
    record Incomplete(Fault why, List<String> left) implements Undo {
        public Incomplete {
            left = List.copyOf(left);
        }
    }
}
