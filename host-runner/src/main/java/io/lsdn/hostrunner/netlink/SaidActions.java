package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Lists of actions as they were put into bytes before. All filters that lead to one phys share a list, and a net may have
 * thousands of them, so one look by identity saves most of the work. Forgotten when the index of a link changes.
 */
final class SaidActions {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Said(int type, String cookie, byte[] bytes) {}

    private final IdentityHashMap<List<Action>, Said> said = new IdentityHashMap<>();

    /** @param type the attribute that the list is */
    Optional<byte[]> of(int type, Filter filter) {
        Said known = said.get(filter.actions());
        return known != null && known.type == type && known.cookie.equals(filter.cookie())
                ? Optional.of(known.bytes)
                : Optional.empty();
    }

    void put(int type, Filter filter, byte[] bytes) {
        said.put(filter.actions(), new Said(type, filter.cookie(), bytes));
    }

    void forget() {
        said.clear();
    }
}
