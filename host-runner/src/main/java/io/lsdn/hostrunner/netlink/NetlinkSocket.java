package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;

/**
 * A socket of the routing family (rtnetlink(7)) in the network namespace of the thread that opens it.
 *
 * <p>The kernel answers while it is being asked: when a send returns, its answers are there. So nothing here ever waits, and
 * a missing answer is an error at once.
 */
final class NetlinkSocket implements Channel, AutoCloseable {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int ADDRESS = 12;
    private static final int RECEIVE_QUEUE = 16 << 20;

    /** The largest part of a dump that a kernel makes for a receiver that can take it (netlink_dump in net/netlink/af_netlink.c). */
    private static final int FIRST_BUFFER = 32 << 10;

    private final CallFrame frame = CallFrame.openShared();
    private final Memory address = frame.bytes(ADDRESS + 4);
    private final Memory out = frame.bytes(LARGEST_SEND);
    private final int fd;
    private Memory in = frame.bytes(FIRST_BUFFER);
    private int sequence = 1;
    private long busyNanos;

    private NetlinkSocket() throws KernelException {
        this.fd = (int) frame.check("netlink socket", SystemCall.SOCKET, AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
    }

    static NetlinkSocket open() throws KernelException {
        var socket = new NetlinkSocket();
        try {
            socket.configure();
            return socket;
        } catch (KernelException e) {
            socket.close();
            throw e;
        }
    }

    private void configure() throws KernelException {
        require("NETLINK_EXT_ACK", SOL_NETLINK, NETLINK_EXT_ACK, 1);
        require("NETLINK_CAP_ACK", SOL_NETLINK, NETLINK_CAP_ACK, 1);
        require("NETLINK_GET_STRICT_CHK", SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
        if (set(SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_QUEUE) < 0) {
            require("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, RECEIVE_QUEUE);
        }
        if (set(SOL_SOCKET, SO_SNDBUFFORCE, 4 * LARGEST_SEND) < 0) {
            require("SO_SNDBUF", SOL_SOCKET, SO_SNDBUF, 4 * LARGEST_SEND);
        }
        address.putLong(0, 0).putInt(8, 0).putShort(0, AF_NETLINK);
        frame.check("bind of a netlink socket", SystemCall.BIND, fd, address.address(), ADDRESS);
    }

    private void require(String name, int level, int option, int value) throws KernelException {
        long result = set(level, option, value);
        if (result < 0) {
            throw CallFrame.failure("netlink socket option " + name, result);
        }
    }

    private long set(int level, int option, int value) {
        address.putInt(0, value);
        return frame.call(SystemCall.SETSOCKOPT, fd, level, option, address.address(), 4);
    }

    @Override
    public int sequences(int count) {
        int first = sequence;
        sequence += count;
        return first;
    }

    @Override
    public void send(byte[] messages, int length) throws KernelException {
        out.put(0, messages, length);
        long start = System.nanoTime();
        frame.check("send to the kernel", SystemCall.SENDTO, fd, out.address(), length, 0, 0, 0);
        busyNanos += System.nanoTime() - start;
    }

    /** How long sends took: the kernel does what it is asked for in them. */
    long busyNanos() {
        return busyNanos;
    }

    @Override
    public Datagram receive() throws KernelException {
        while (true) {
            address.putInt(ADDRESS, ADDRESS);
            long size = frame.call(
                    SystemCall.RECVFROM,
                    fd,
                    in.address(),
                    in.size(),
                    MSG_TRUNC | MSG_DONTWAIT,
                    address.address(),
                    address.address() + ADDRESS);
            if (size == -Errno.EINTR || size >= 0 && !fromKernel()) {
                continue;
            }
            if (size < 0) {
                throw CallFrame.failure("answer of the kernel", size);
            }
            return taken(size);
        }
    }

    private boolean fromKernel() {
        return address.getInt(4) == 0;
    }

    private Datagram taken(long size) {
        byte[] data = in.get((int) Math.min(size, in.size()));
        boolean truncated = size > in.size();
        if (truncated) {
            in = frame.bytes((int) (Long.highestOneBit(size) * 2));
        }
        return new Datagram(data, truncated);
    }

    @Override
    public void close() {
        frame.call(SystemCall.CLOSE, fd);
        frame.close();
    }
}
