package io.lsdn.hostrunner.netlink;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The links of a namespace by name and by index, as last read and as changed by us since. */
final class LinkTable {
    /** Above what the kernel hands out by itself, so an index that we choose for a new link never is somebody else's link. */
    private static final int OWN_INDEXES = 1 << 24;

    private final Map<String, Known> byName = new HashMap<>();
    private final Map<Integer, String> byIndex = new HashMap<>();
    private final Map<String, Known> goneWithPeer = new HashMap<>();
    private final Set<String> madeWithPeer = new HashSet<>();
    private final SaidActions said = new SaidActions();
    private int nextIndex = OWN_INDEXES + (int) (System.nanoTime() >>> 7 & 0x3fff_ffff);

    /**
     * A link.
     *
     * @param alias {@code IFLA_IFALIAS}
     * @param peer the other end of a veth pair, if it is in this namespace
     */
    record Known(int index, Optional<String> alias, Optional<String> peer) {}

    /** A name that no link has. */
    static final class UnknownLinkException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownLinkException(String name) {
            super("there is no link " + name);
        }
    }

    void clear() {
        said.forget();
        byName.clear();
        byIndex.clear();
        goneWithPeer.clear();
        madeWithPeer.clear();
    }

    /** What actions that name links were as bytes, with the indexes of now. */
    SaidActions said() {
        return said;
    }

    void put(String name, Known link) {
        said.forget();
        byName.put(name, link);
        byIndex.put(link.index(), name);
        goneWithPeer.remove(name);
    }

    Optional<Known> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    void remove(String name) {
        said.forget();
        Known known = byName.remove(name);
        if (known != null) {
            byIndex.remove(known.index());
        }
        madeWithPeer.remove(name);
    }

    int index(String name) throws UnknownLinkException {
        Known known = byName.get(name);
        if (known == null) {
            throw new UnknownLinkException(name);
        }
        return known.index();
    }

    /** The name, or for a link that is not here {@code if:INDEX}, which no link can be called. */
    String name(int index) {
        String name = byIndex.get(index);
        return name == null ? "if:" + index : name;
    }

    Optional<String> nameIfKnown(int index) {
        return Optional.ofNullable(byIndex.get(index));
    }

    /** For a link that we are about to make. */
    int freshIndex() {
        do {
            nextIndex = nextIndex == Integer.MAX_VALUE ? OWN_INDEXES : nextIndex + 1;
        } while (byIndex.containsKey(nextIndex));
        return nextIndex;
    }

    /** The second end of a pair: it is there since the first one was made. */
    void putMadeWithPeer(String name, Known link) {
        put(name, link);
        madeWithPeer.add(name);
    }

    /** Whether it was made by making its peer; asked once, then it is a link like others. */
    boolean takeMadeWithPeer(String name) {
        return madeWithPeer.remove(name);
    }

    /** The second end of a pair: it went when the first one was removed. */
    void removeWithPeer(String name) {
        Known known = byName.get(name);
        remove(name);
        if (known != null) {
            goneWithPeer.put(name, known);
        }
    }

    /** What a link was that went because its peer was removed. */
    Optional<Known> wentWithPeer(String name) {
        return Optional.ofNullable(goneWithPeer.get(name));
    }
}
