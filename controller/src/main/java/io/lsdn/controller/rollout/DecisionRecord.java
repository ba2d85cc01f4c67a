package io.lsdn.controller.rollout;

import java.io.IOException;

/** Where a rollout is written down, so that another process can finish it. */
@FunctionalInterface
public interface DecisionRecord {
    /** Remembered by this process only: it does not outlive the controller. */
    DecisionRecord IN_MEMORY = _ -> {};

    /**
     * Every host is prepared and the first is about to be changed.
     *
     * @throws IOException if nobody could know of this rollout should we die; then nothing is changed
     */
    default void committing() throws IOException {}

    /**
     * Before the first host hears of it.
     *
     * @throws IOException if it is not durable; then the decision is not taken
     */
    void decided(Decision decision) throws IOException;
}
