package io.lsdn.hostrunner.netlink;

import java.util.List;

/**
 * One message of a change.
 *
 * @param message the request
 * @param header length of its family's own header
 * @param tolerated an errno that means that nothing was left to do; 0 for none, as no refusal has it
 * @param back what takes it back if another message of the same change is refused
 * @param bound to the message before it: both go in one send, between whose messages no signal can end this process
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to the kernel, never compared
record Step(byte[] message, int header, int tolerated, List<Step> back, boolean bound) {
    Step(byte[] message, int header) {
        this(message, header, 0, List.of(), false);
    }

    Step withBack(Step... back) {
        return new Step(message, header, tolerated, List.of(back), bound);
    }

    Step withBack(List<Step> back) {
        return new Step(message, header, tolerated, List.copyOf(back), bound);
    }

    Step tolerating(int errno) {
        return new Step(message, header, errno, back, bound);
    }

    Step boundToTheOneBefore() {
        return new Step(message, header, tolerated, back, true);
    }
}
