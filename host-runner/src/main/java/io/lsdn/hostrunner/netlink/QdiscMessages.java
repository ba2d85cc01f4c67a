package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.Qdisc;
import java.util.Optional;

/** Requests about queueing disciplines: {@code RTM_*QDISC} with attributes of linux/rtnetlink.h. */
final class QdiscMessages {
    /** Length of {@code struct tcmsg}. */
    static final int HEADER = 20;

    static final int TCA_KIND = 1;
    static final int TCA_OPTIONS = 2;
    static final int NEWQDISC = 36;
    private static final int DELQDISC = 37;
    private static final int GETQDISC = 38;
    private static final int TCA_INGRESS_BLOCK = 13;
    private static final int TCA_EGRESS_BLOCK = 14;

    /** {@code TC_H_ROOT}. */
    private static final int ROOT = 0xffff_ffff;

    /** {@code TC_H_CLSACT}, as a parent. */
    private static final int CLSACT = 0xffff_fff1;

    /** The handle that a clsact always has. */
    private static final int CLSACT_HANDLE = 0xffff_0000;

    /** Major numbers from here on are the kernel's choice (qdisc_alloc_handle of net/sched/sch_api.c). */
    private static final int FIRST_OF_KERNEL = 0x8000;

    private QdiscMessages() {}

    /** All qdiscs of all links. */
    static byte[] dump() {
        return header(new MessageWriter(GETQDISC, MessageWriter.DUMP), 0, 0, 0).message();
    }

    static byte[] add(Qdisc qdisc, int index) {
        return about(new MessageWriter(NEWQDISC, MessageWriter.CREATE | MessageWriter.EXCL), qdisc, index);
    }

    /** Other parameters for what is there; nothing that waits in it is lost. */
    static byte[] change(Qdisc qdisc, int index) {
        return about(new MessageWriter(NEWQDISC, 0), qdisc, index);
    }

    /** The kernel refuses if it is another kind. */
    static byte[] remove(Qdisc qdisc, int index) {
        return switch (qdisc.kind()) {
            case Qdisc.Clsact _ ->
                header(new MessageWriter(DELQDISC, 0), index, CLSACT_HANDLE, CLSACT)
                        .attributeString(TCA_KIND, "clsact")
                        .message();
            case Qdisc.Tbf _ ->
                header(new MessageWriter(DELQDISC, 0), index, 0, ROOT)
                        .attributeString(TCA_KIND, "tbf")
                        .message();
            case Qdisc.Other other -> throw new IllegalArgumentException("not ours to remove: " + other);
        };
    }

    private static byte[] about(MessageWriter m, Qdisc qdisc, int index) {
        switch (qdisc.kind()) {
            case Qdisc.Clsact clsact -> {
                header(m, index, CLSACT_HANDLE, CLSACT).attributeString(TCA_KIND, "clsact");
                if (clsact.ingressBlock().isPresent()) {
                    m.attributeU32(TCA_INGRESS_BLOCK, clsact.ingressBlock().get());
                }
                if (clsact.egressBlock().isPresent()) {
                    m.attributeU32(TCA_EGRESS_BLOCK, clsact.egressBlock().get());
                }
            }
            case Qdisc.Tbf tbf -> {
                header(m, index, tbf.handle().map(major -> major << 16).orElse(0), ROOT)
                        .attributeString(TCA_KIND, "tbf");
                int options = m.begin(TCA_OPTIONS);
                TokenBucket.encode(m, tbf);
                m.end(options);
            }
            case Qdisc.Other other -> throw new IllegalArgumentException("not ours to make: " + other);
        }
        return m.message();
    }

    private static MessageWriter header(MessageWriter m, int index, int handle, int parent) {
        return m.u32(0).u32(index).u32(handle).u32(parent).u32(0);
    }

    static int index(Message m) {
        return m.u32(4);
    }

    /** Empty for classes' qdiscs, and for the one that the kernel sets by itself (it has no handle). */
    static Optional<Qdisc> read(Message m, String link) {
        Attributes attributes = m.attributes(HEADER);
        String kind = attributes.text(TCA_KIND).orElseThrow();
        int handle = m.u32(8);
        return switch (m.u32(12)) {
            case CLSACT ->
                kind.equals("clsact")
                        ? Optional.of(new Qdisc(
                                link,
                                new Qdisc.Clsact(
                                        block(attributes, TCA_INGRESS_BLOCK), block(attributes, TCA_EGRESS_BLOCK))))
                        : Optional.of(new Qdisc(link, new Qdisc.Other(kind)));
            case ROOT ->
                handle == 0 ? Optional.empty() : Optional.of(new Qdisc(link, root(kind, handle >>> 16, attributes)));
            default -> Optional.empty();
        };
    }

    private static Qdisc.Kind root(String kind, int major, Attributes attributes) {
        return kind.equals("tbf")
                ? TokenBucket.decode(
                        attributes.nested(TCA_OPTIONS), major < FIRST_OF_KERNEL ? Optional.of(major) : Optional.empty())
                : new Qdisc.Other(kind);
    }

    private static Optional<Integer> block(Attributes attributes, int type) {
        int number = attributes.u32(type, 0);
        return number == 0 ? Optional.empty() : Optional.of(number);
    }
}
