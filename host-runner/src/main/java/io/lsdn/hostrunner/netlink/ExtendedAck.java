package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.util.Optional;

/**
 * The kernel's answer to a request: {@code struct nlmsgerr} with, from {@code NETLINK_EXT_ACK} on, attributes that say more.
 *
 * @param errno positive; 0 is an acknowledgement
 * @param text the kernel's own words
 * @param attribute the types of the attributes around and at the one that is at fault, {@code 18.2.1}, or the missing one
 */
record ExtendedAck(int errno, Optional<String> text, Optional<String> attribute) {
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLMSGERR_ATTR_MSG = 1;
    private static final int NLMSGERR_ATTR_OFFS = 2;
    private static final int NLMSGERR_ATTR_MISS_TYPE = 5;

    /** {@code int error} and the header of the request; NETLINK_CAP_ACK keeps the kernel from repeating its content. */
    private static final int FIXED = 4 + MessageWriter.HEADER;

    /**
     * @param request the message that is answered, in which offsets are looked up
     * @param header length of its family's own header
     */
    static ExtendedAck of(Message answer, byte[] request, int header) {
        int errno = -answer.u32(0);
        if ((answer.flags() & NLM_F_ACK_TLVS) == 0) {
            return new ExtendedAck(errno, Optional.empty(), Optional.empty());
        }
        Attributes more = answer.attributes(FIXED);
        Optional<Attributes.Value> offset = more.get(NLMSGERR_ATTR_OFFS);
        Optional<Attributes.Value> missing = more.get(NLMSGERR_ATTR_MISS_TYPE);
        Optional<String> attribute = missing.isPresent()
                ? Optional.of("missing " + missing.get().u32())
                : offset.isPresent()
                        ? path(
                                request,
                                MessageWriter.HEADER + header,
                                request.length,
                                offset.get().u32())
                        : Optional.empty();
        return new ExtendedAck(errno, more.text(NLMSGERR_ATTR_MSG), attribute);
    }

    /** The attribute at an offset is inside those that reach over it. */
    private static Optional<String> path(byte[] request, int from, int to, int offset) {
        for (int at = from; at + 4 <= to; at += Math.max(4, Message.u16(request, at) + 3 & ~3)) {
            int type = Message.u16(request, at + 2) & 0x3fff;
            int end = Math.min(to, at + Message.u16(request, at));
            if (offset == at) {
                return Optional.of(Integer.toString(type));
            }
            if (offset > at && offset < end) {
                Optional<String> inside = path(request, at + 4, end, offset);
                return inside.isPresent() ? Optional.of(type + "." + inside.get()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    boolean refused() {
        return errno != 0;
    }

    /** For a person: the errno, the kernel's words, the attribute. */
    String describe() {
        var out = new StringBuilder(Errno.describe(errno));
        if (text.isPresent()) {
            out.append(": ").append(text.get());
        }
        if (attribute.isPresent()) {
            out.append(" [attribute ").append(attribute.get()).append(']');
        }
        return out.toString();
    }

    KernelException failure(String what) {
        return new KernelException(errno, what + ": " + describe());
    }
}
