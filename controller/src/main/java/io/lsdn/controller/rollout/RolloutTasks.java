package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Optional;

/** What a play does between the steps of a rollout (pre_tasks, post_tasks). */
public interface RolloutTasks {
    /** Nothing. */
    RolloutTasks NONE = new RolloutTasks() {
        @Override
        public Optional<Fault> beforeCommit() {
            return Optional.empty();
        }

        @Override
        public Optional<Fault> afterCommit() {
            return Optional.empty();
        }
    };

    /** After every host is prepared. A fault ends the rollout with nothing changed. */
    Optional<Fault> beforeCommit();

    /** After every host is committed. A fault is a failed commit. */
    Optional<Fault> afterCommit();
}
