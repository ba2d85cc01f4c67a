package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Action;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.Match;
import java.util.List;
import java.util.Optional;

/** Requests about tc filters: {@code RTM_*TFILTER} with attributes of linux/rtnetlink.h and linux/pkt_cls.h. */
final class FilterMessages {
    static final int NEWTFILTER = 44;

    /** Length of {@code struct tcmsg}. */
    static final int HEADER = 20;

    private static final int DELTFILTER = 45;
    private static final int GETTFILTER = 46;
    private static final int TCA_CHAIN = 11;

    /** {@code TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)}. */
    private static final int INGRESS = 0xffff_fff2;

    /** {@code TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_EGRESS)}. */
    private static final int EGRESS = 0xffff_fff3;

    /** {@code TCM_IFINDEX_MAGIC_BLOCK}: the parent is the number of a block. */
    private static final int IN_BLOCK = 0xffff_ffff;

    private FilterMessages() {}

    /** All filters of a place, in all its chains. */
    static byte[] dump(Filter.Site place, LinkTable links) throws LinkTable.UnknownLinkException {
        return header(new MessageWriter(GETTFILTER, MessageWriter.DUMP), place, 0, 0, links)
                .message();
    }

    /** @param handle for it to have; 0 leaves it to the kernel */
    static byte[] add(Filter filter, int handle, LinkTable links) throws LinkTable.UnknownLinkException {
        return about(MessageWriter.CREATE | MessageWriter.EXCL, filter, handle, links);
    }

    /** Other actions for the filter that has the handle, at one stroke. */
    static byte[] replace(Filter filter, int handle, LinkTable links) throws LinkTable.UnknownLinkException {
        return about(MessageWriter.REPLACE, filter, handle, links);
    }

    static byte[] remove(Filter filter, int handle, LinkTable links) throws LinkTable.UnknownLinkException {
        MessageWriter m = header(new MessageWriter(DELTFILTER, 0), filter.place(), handle, info(filter), links);
        chain(m, filter);
        return m.attributeString(QdiscMessages.TCA_KIND, filter.match().word()).message();
    }

    private static byte[] about(int flags, Filter filter, int handle, LinkTable links)
            throws LinkTable.UnknownLinkException {
        MessageWriter m = header(new MessageWriter(NEWTFILTER, flags), filter.place(), handle, info(filter), links);
        chain(m, filter);
        m.attributeString(QdiscMessages.TCA_KIND, filter.match().word());
        int options = m.begin(QdiscMessages.TCA_OPTIONS);
        switch (filter.match()) {
            case Match.Flower flower -> Flower.encode(m, flower, filter, links);
            case Match.U32 u32 -> U32.encode(m, u32, filter, links);
            case Match.Bpf bpf -> Bpf.encode(m, bpf, filter, links);
            case Match.All _ -> MatchAll.encode(m, filter, links);
            case Match.Other other -> throw new IllegalArgumentException("not ours to make: " + other);
        }
        return m.end(options).message();
    }

    private static void chain(MessageWriter m, Filter filter) {
        if (filter.chain() != 0) {
            m.attributeU32(TCA_CHAIN, filter.chain());
        }
    }

    /** Priority and protocol, the latter in network order. */
    private static int info(Filter filter) {
        return filter.prio() << 16 | Short.reverseBytes((short) filter.protocol()) & 0xffff;
    }

    private static MessageWriter header(MessageWriter m, Filter.Site place, int handle, int info, LinkTable links)
            throws LinkTable.UnknownLinkException {
        m.u32(0);
        switch (place) {
            case Filter.Ingress(String link) ->
                m.u32(links.index(link)).u32(handle).u32(INGRESS);
            case Filter.Egress(String link) ->
                m.u32(links.index(link)).u32(handle).u32(EGRESS);
            case Filter.Block(int number) -> m.u32(IN_BLOCK).u32(handle).u32(number);
        }
        return m.u32(info);
    }

    /** A filter as the kernel has it, with the handle by which it is replaced or removed. */
    record Found(Filter filter, int handle) {}

    /** Empty for the head of a priority (it has no handle). */
    static Optional<Found> read(Message m, Filter.Site place, LinkTable links) {
        if (handle(m) == 0) {
            return Optional.empty();
        }
        Attributes attributes = m.attributes(HEADER);
        Attributes options = attributes.nested(QdiscMessages.TCA_OPTIONS);
        String kind = attributes.text(QdiscMessages.TCA_KIND).orElse("");
        Optional<Options> read = switch (kind) {
            case "flower" -> Flower.decode(options, links);
            case "u32" -> U32.decode(options, links);
            case "bpf" -> Bpf.decode(options, links);
            case "matchall" -> MatchAll.decode(options, links);
            default -> Optional.empty();
        };
        int info = m.u32(16);
        Options o = read.orElseGet(() -> new Options(new Match.Other(kind), List.of(), ""));
        return Optional.of(new Found(
                new Filter(
                        place,
                        attributes.u32(TCA_CHAIN, 0),
                        info >>> 16,
                        Short.reverseBytes((short) info) & 0xffff,
                        o.match(),
                        o.actions(),
                        o.cookie()),
                handle(m)));
    }

    static int handle(Message m) {
        return m.u32(8);
    }

    /** Notes the number of a filter, of whatever kind it is. */
    static void taken(Message m, Filter.Site place, FilterHandles handles) {
        handles.taken(place, m.attributes(HEADER).u32(TCA_CHAIN, 0), m.u32(16) >>> 16, handle(m));
    }

    /** What a classifier's options say. */
    record Options(Match match, List<Action> actions, String cookie) {
        Options(Match match, Actions.Read read) {
            this(match, read.actions(), read.cookie());
        }
    }
}
