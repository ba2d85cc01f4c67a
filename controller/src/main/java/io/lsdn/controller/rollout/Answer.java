package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Reply;

/** What came of a request. */
sealed interface Answer {
    record Got(Reply reply) implements Answer {}

    /** None will come, or none came in time. */
    record None(Fault why) implements Answer {}
}
