package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import java.util.List;

/** Whether this process may change the network of its namespace (CAP_NET_ADMIN in the user namespace that owns it). */
public final class Permission {
    /** No link has it: indexes count from 1. */
    private static final int NO_LINK = Integer.MAX_VALUE;

    private Permission() {}

    /**
     * Asks for the removal of a link that does not exist: whether it may be asked is looked at first
     * ({@code rtnetlink_rcv_msg} of net/core/rtnetlink.c).
     */
    public static boolean isGiven() throws KernelException {
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            var step = new Step(LinkMessages.remove(NO_LINK), LinkMessages.HEADER);
            return new Batch(socket).send(List.of(step)).getFirst().ack().errno() != Errno.EPERM;
        }
    }
}
