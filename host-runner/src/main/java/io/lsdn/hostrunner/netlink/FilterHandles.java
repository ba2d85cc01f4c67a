package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.ObjectKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The handles by which the kernel knows filters, as last read and as given by us since. Filters of one place, chain and
 * priority share a number space; a new filter gets a number above all of them.
 */
final class FilterHandles {
    /** What has numbers of its own: the kernel's {@code tcf_proto}. */
    private record Space(Filter.Site place, int chain, int prio) {
        @Override
        public int hashCode() {
            return (place.hashCode() * 31 + chain) * 31 + prio;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Space s && chain == s.chain && prio == s.prio && place.equals(s.place);
        }
    }

    private final Map<ObjectKey, List<Integer>> byKey = new HashMap<>();
    private final Map<Space, Integer> highest = new HashMap<>();

    void clear() {
        byKey.clear();
        highest.clear();
    }

    /** Twins, which our keys do not tell apart, have a handle each. */
    void put(Filter filter, int handle) {
        byKey.computeIfAbsent(filter.key(), _ -> new ArrayList<>(1)).add(handle);
        taken(filter.place(), filter.chain(), filter.prio(), handle);
    }

    /** A number that some filter has, whatever it is. */
    void taken(Filter.Site place, int chain, int prio, int handle) {
        highest.merge(new Space(place, chain, prio), handle, Math::max);
    }

    /** Empty if no such filter is known. */
    List<Integer> get(ObjectKey key) {
        return byKey.getOrDefault(key, List.of());
    }

    /** @return what it had */
    List<Integer> remove(ObjectKey key) {
        List<Integer> handles = byKey.remove(key);
        return handles == null ? List.of() : handles;
    }

    /** For a filter that we are about to make. */
    int fresh(Filter filter) {
        return highest.getOrDefault(new Space(filter.place(), filter.chain(), filter.prio()), 0) + 1;
    }

    /** Forgets the filters of a place that is gone, so that their numbers are free again. */
    void forget(Filter.Site place) {
        byKey.keySet()
                .removeIf(
                        key -> key instanceof ObjectKey.OfFilter f && f.place().equals(place));
        highest.keySet().removeIf(space -> space.place().equals(place));
    }
}
