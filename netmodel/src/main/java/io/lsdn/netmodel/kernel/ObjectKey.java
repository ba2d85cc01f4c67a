package io.lsdn.netmodel.kernel;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.Optional;

/** The identity of a {@link KernelObject}; its text names the object to a person in iproute2's words. */
public sealed interface ObjectKey {
    /** The interface (or {@code block N}) that the object is or sits on; what goes when that goes. */
    String site();

    /** A link that we made. */
    record OfLink(String name) implements ObjectKey {
        @Override
        public String site() {
            return name;
        }

        @Override
        public String toString() {
            return "link " + name;
        }
    }

    /** What is set on a link, ours or another's. */
    record OfSetting(String link, LinkSetting.Attribute attribute) implements ObjectKey {
        @Override
        public String site() {
            return link;
        }

        @Override
        public String toString() {
            return attribute.word() + " of " + link;
        }
    }

    /** A forwarding entry; {@code dst} tells several remotes of one MAC apart. */
    record OfFdb(String link, MacAddress mac, Optional<IpAddress> dst) implements ObjectKey {
        @Override
        public String site() {
            return link;
        }

        @Override
        public String toString() {
            return "fdb " + mac + dst.map(d -> " dst " + d).orElse("") + " of " + link;
        }
    }

    /** A queueing discipline by where it is attached. */
    record OfQdisc(String link, Qdisc.Parent parent) implements ObjectKey {
        @Override
        public String site() {
            return link;
        }

        @Override
        public String toString() {
            return "qdisc " + parent.word() + " of " + link;
        }
    }

    /** A filter by its place and what it matches; the handle is the kernel's choice. */
    record OfFilter(Filter.Site place, int chain, int prio, Match match) implements ObjectKey {
        // Written out like those of what it consists of: a record's own are chains of method handles, and a runner
        // looks up
        // thousands of keys before the JVM compiles any of them.
        @Override
        public int hashCode() {
            return (match.hashCode() * 31 + place.hashCode()) * 31 + chain * 17 + prio;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof OfFilter f
                    && chain == f.chain
                    && prio == f.prio
                    && place.equals(f.place)
                    && match.equals(f.match);
        }

        @Override
        public String site() {
            return place.owner();
        }

        @Override
        public String toString() {
            return "filter chain " + chain + " pref " + prio + " of " + place;
        }
    }
}
