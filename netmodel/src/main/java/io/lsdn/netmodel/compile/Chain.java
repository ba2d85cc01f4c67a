package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import java.util.List;

/**
 * Where filters are written, and the cookie that marks them as ours.
 *
 * @param number 0 is where a packet enters
 */
record Chain(Filter.Site place, int number, String cookie) {
    /** The last priority there is. */
    static final int LAST = 0xffff;

    /** Another chain of the same place. */
    Chain chain(int other) {
        return new Chain(place, other, cookie);
    }

    Filter filter(int prio, Match match, List<Action> actions) {
        return new Filter(place, number, prio, Filter.PROTOCOL_ALL, match, actions, cookie);
    }

    /** Flower, not matchall, whose actions the kernel can not change in place. */
    Filter all(int prio, List<Action> actions) {
        return filter(prio, Match.Flower.ANY, actions);
    }

    Filter dropProtocol(int prio, int protocol) {
        return new Filter(place, number, prio, protocol, Match.Flower.ANY, List.of(new Action.Drop()), cookie);
    }

    /** What nothing before took. */
    Filter dropRest() {
        return all(LAST, List.of(new Action.Drop()));
    }

    /** What nothing before took goes on in another chain. */
    Filter sendRest(int other) {
        return all(LAST, List.of(new Action.GotoChain(other)));
    }
}
