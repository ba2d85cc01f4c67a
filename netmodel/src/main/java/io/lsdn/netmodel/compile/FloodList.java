package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.KernelObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A list of copies to send, split over filters of at most {@link #MOST_ACTIONS} actions, each of which continues to the next.
 *
 * <p>The split is a tree over the digests of the members' names: a filter that would get too many is two. So a member more or
 * less changes one filter, now and then splits one or joins two; and since a joined one has the priority of the first of the
 * two, adding before replacing before removing loses no member at any instant.
 */
final class FloodList {
    /** {@code TCA_ACT_MAX_PRIO} of linux/pkt_cls.h; before Linux 6.8 what is above it is dropped without a word. */
    static final int MOST_ACTIONS = 32;

    /** How many priorities a list may use: 2^DEPTH. */
    static final int PRIORITIES = 1 << 14;

    private static final int DEPTH = 14;

    private final Chain chain;
    private final int firstPrio;
    private final List<Action> before;
    private final List<KernelObject> out;

    private FloodList(Chain chain, int firstPrio, List<Action> before, List<KernelObject> out) {
        this.chain = chain;
        this.firstPrio = firstPrio;
        this.before = before;
        this.out = out;
    }

    /**
     * @param chain where the filters are
     * @param firstPrio the first of {@link #PRIORITIES} priorities
     * @param before what each filter does first
     * @param members the actions for each member, by its name
     */
    static List<KernelObject> filters(
            Chain chain, int firstPrio, List<Action> before, Map<String, List<Action>> members) {
        var out = new ArrayList<KernelObject>();
        if (!members.isEmpty()) {
            List<Member> all = members.entrySet().stream()
                    .map(e -> new Member(StableNumbers.digest(e.getKey()) >>> 32 - DEPTH, e.getKey(), e.getValue()))
                    .sorted()
                    .toList();
            new FloodList(chain, firstPrio, before, out).split(all, 0, DEPTH);
        }
        return out;
    }

    private record Member(int digest, String name, List<Action> actions) implements Comparable<Member> {
        @Override
        public int compareTo(Member o) {
            return digest != o.digest ? Integer.compare(digest, o.digest) : name.compareTo(o.name);
        }
    }

    /** @param bits of the digest that are still open; {@code from} is where the others lead */
    private void split(List<Member> members, int from, int bits) {
        if (members.isEmpty()) {
            return;
        }
        var actions = new ArrayList<>(before);
        members.forEach(m -> actions.addAll(m.actions));
        actions.add(new Action.Continue());
        if (actions.size() <= MOST_ACTIONS) {
            out.add(chain.all(firstPrio + from, actions));
        } else if (bits == 0) {
            throw new IllegalStateException("the digests of " + members.size() + " names begin alike: " + members);
        } else {
            int half = from + (1 << bits - 1);
            split(members.stream().filter(m -> m.digest < half).toList(), from, bits - 1);
            split(members.stream().filter(m -> m.digest >= half).toList(), half, bits - 1);
        }
    }
}
