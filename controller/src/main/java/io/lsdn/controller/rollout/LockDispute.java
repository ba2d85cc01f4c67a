package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Holder;

/** What to do about a lock that somebody else holds (transaction.md, rule 7). */
enum LockDispute {
    /** We are the older rollout: the other one will give way. */
    WAIT,
    /** We are the younger one. */
    YIELD,
    /** The holder is this rollout itself: two hosts of the inventory are one machine. */
    OURSELVES;

    static LockDispute over(Holder theirs, Holder ours) {
        int order = ours.rollout().compareTo(theirs.rollout());
        return order == 0 ? OURSELVES : order < 0 ? WAIT : YIELD;
    }
}
