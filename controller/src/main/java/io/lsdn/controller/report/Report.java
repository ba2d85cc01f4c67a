package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;

/** Tells somebody about one rollout: first its events, then its result. */
public interface Report extends RolloutListener {
    /** The rollout ended; called once, after the last event. */
    void ended(RolloutResult result);
}
