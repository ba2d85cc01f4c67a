package io.lsdn.controller.rollout;

/** What a play does between the steps of a rollout, once a batch (pre_tasks, post_tasks). A batch that changes nothing has none. */
public interface RolloutTasks {
    /** Nothing. */
    RolloutTasks NONE = new RolloutTasks() {
        @Override
        public boolean anyBefore() {
            return false;
        }

        @Override
        public TaskFaults beforeCommit(Moment moment) {
            return TaskFaults.NONE;
        }

        @Override
        public TaskFaults afterCommit(Moment moment) {
            return TaskFaults.NONE;
        }
    };

    /** Whether there are any before a commit: they may change what is to be committed. */
    default boolean anyBefore() {
        return true;
    }

    /** From another thread: what runs is to end now. */
    default void interrupt() {}

    /** After every host of the play is prepared, before the batch is committed. A fault keeps its host, or all, from being changed. */
    TaskFaults beforeCommit(Moment moment);

    /** After every host of the batch is committed. A fault is a failed commit. */
    TaskFaults afterCommit(Moment moment);
}
