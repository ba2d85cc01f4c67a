package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;

/** Messages to the kernel and its answers. */
interface Channel {
    /** What a send may hold, in bytes. */
    int LARGEST_SEND = 96 << 10;

    /** Sequence numbers for so many messages; the first of them. */
    int sequences(int count);

    /** @param length at most {@link #LARGEST_SEND} */
    void send(byte[] messages, int length) throws KernelException;

    /** One datagram: whole messages, or the start of one that did not fit. */
    @SuppressWarnings("ArrayRecordComponent") // on its way to be parsed, never compared
    record Datagram(byte[] data, boolean truncated) {}

    /**
     * The next answer. One that does not fit is lost, but the next has room for it.
     *
     * @throws KernelException with ENOBUFS if answers were lost, with EAGAIN if there is none
     */
    Datagram receive() throws KernelException;
}
