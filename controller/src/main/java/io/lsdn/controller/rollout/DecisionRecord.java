package io.lsdn.controller.rollout;

import java.io.IOException;

/** Where a decision is written down before the first host hears of it. */
@FunctionalInterface
public interface DecisionRecord {
    /** Remembered by this process only: it does not outlive the controller. */
    DecisionRecord IN_MEMORY = _ -> {};

    /** @throws IOException if it is not durable; then the decision is not taken */
    void decided(Decision decision) throws IOException;
}
