package io.lsdn.netmodel.kernel;

import java.util.List;

/**
 * A tc filter.
 *
 * @param place where it is attached
 * @param chain 0 is where a packet enters
 * @param prio {@code pref}, 1 to 65535, lower first; filters of one priority share protocol, classifier and (flower) mask
 * @param protocol EtherType, or {@link #PROTOCOL_ALL}
 * @param match what it matches
 * @param actions what happens then, in order
 * @param cookie our mark, at most 16 bytes in hexadecimal, on the first action; empty for a filter that has none
 */
public record Filter(Site place, int chain, int prio, int protocol, Match match, List<Action> actions, String cookie)
        implements KernelObject {
    /** {@code ETH_P_ALL} of linux/if_ether.h. */
    public static final int PROTOCOL_ALL = 0x0003;

    public Filter {
        actions = List.copyOf(actions);
    }

    @Override
    public ObjectKey key() {
        return new ObjectKey.OfFilter(place, chain, prio, match);
    }

    /** Where filters can be. */
    public sealed interface Site {
        /** The link, or {@code block N}. */
        String owner();
    }

    /** What comes in by a link that has a clsact of its own. */
    public record Ingress(String link) implements Site {
        @Override
        public int hashCode() {
            return link.hashCode();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Ingress i && link.equals(i.link);
        }

        @Override
        public String owner() {
            return link;
        }

        @Override
        public String toString() {
            return link + " ingress";
        }
    }

    /** What leaves by a link. */
    public record Egress(String link) implements Site {
        @Override
        public int hashCode() {
            return ~link.hashCode();
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Egress i && link.equals(i.link);
        }

        @Override
        public String owner() {
            return link;
        }

        @Override
        public String toString() {
            return link + " egress";
        }
    }

    /** A block that several links share. */
    public record Block(int number) implements Site {
        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Block b && number == b.number;
        }

        /** Our blocks have this number or a higher one; a person who numbers blocks by hand starts at 1. */
        public static final int FIRST_OF_OURS = 1 << 30;

        @Override
        public String owner() {
            return "block " + number;
        }

        @Override
        public String toString() {
            return owner();
        }
    }
}
