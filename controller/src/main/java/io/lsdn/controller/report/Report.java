package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;

/** Tells somebody about one rollout: first its events, then its result; or so about each play of several. */
public interface Report extends RolloutListener {
    /** A play of several begins: what follows is told of it. */
    default void play(String name, Topology topology) {}

    /** The rollout ended; called once, after the last event. */
    void ended(RolloutResult result);

    /** The rollout did not even begin, which people are told elsewhere; called instead of {@link #ended}. */
    default void notBegun(RolloutResult result) {}

    /** All rollouts ended; called once where there was more than one to come. */
    default void finished() {}
}
