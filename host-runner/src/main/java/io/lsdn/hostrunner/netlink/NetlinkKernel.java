package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.Kernel;
import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.Observation;
import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.kernel.Change;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kernel over rtnetlink(7). It works on the network namespace in which it was opened, whichever thread uses it; one use at
 * a time, others wait.
 */
public final class NetlinkKernel implements Kernel, AutoCloseable {
    private final NetlinkSocket socket;
    private final LinkTable links = new LinkTable();
    private final FilterHandles handles = new FilterHandles();

    /** Asked once: each time may start modprobe. */
    private Optional<Boolean> marksPackets = Optional.empty();

    private NetlinkKernel(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * In the network namespace of this thread.
     *
     * @throws KernelException if there are no sockets of this kind, or none so new (Linux 4.20)
     */
    public static NetlinkKernel open() throws KernelException {
        return new NetlinkKernel(NetlinkSocket.open());
    }

    @Override
    public synchronized Observation observe(Set<String> foreign) throws KernelException {
        if (marksPackets.isEmpty()) {
            marksPackets = Optional.of(KernelFeatures.hasAction(socket, "skbedit"));
        }
        return new Observer(socket, links, handles).observe(foreign, marksPackets.get());
    }

    /**
     * Changes of filters need the observation before them: it holds the handles. A name of a link that is not known since then
     * is looked for once among all links; the kernel is never asked for it by name.
     *
     * <p>The removal of a setting that every link has (MTU, addrgenmode) does nothing.
     */
    @Override
    public synchronized List<Outcome> apply(List<Change> changes) throws KernelException {
        return new Applier(socket, links, handles).apply(changes);
    }

    @Override
    public synchronized List<String> announce(List<Announcement> announcements) {
        return new Announcer(socket, links).announce(announcements);
    }

    @Override
    public synchronized long busyNanos() {
        return socket.busyNanos();
    }

    /**
     * {@code ip address add ADDRESS/PREFIX dev LINK}.
     *
     * @throws KernelException if the kernel refuses
     */
    public synchronized void addAddress(String link, IpAddress address, int prefix) throws KernelException {
        request(
                "address " + address + " of " + link,
                AddressMessages.add(index(link), address, prefix),
                AddressMessages.HEADER);
    }

    /**
     * {@code ip link set LINK address MAC}.
     *
     * @throws KernelException if the kernel refuses
     */
    public synchronized void setAddress(String link, MacAddress mac) throws KernelException {
        request("address " + mac + " of " + link, LinkMessages.address(index(link), mac), LinkMessages.HEADER);
    }

    /**
     * {@code ip address del ADDRESS/PREFIX dev LINK}.
     *
     * @throws KernelException if the kernel refuses
     */
    public synchronized void removeAddress(String link, IpAddress address, int prefix) throws KernelException {
        request(
                "address " + address + " of " + link,
                AddressMessages.remove(index(link), address, prefix),
                AddressMessages.HEADER);
    }

    /**
     * {@code ip link set LINK netns NAMESPACE}.
     *
     * @throws KernelException if the kernel refuses, or there is no such namespace
     */
    public synchronized void moveLink(String link, Netns namespace) throws KernelException {
        int index = index(link);
        try (CallFrame frame = CallFrame.open()) {
            int fd = namespace.openFile(frame);
            try {
                request("move of " + link + " to " + namespace, LinkMessages.moveTo(index, fd), LinkMessages.HEADER);
            } finally {
                frame.call(SystemCall.CLOSE, fd);
            }
        }
        links.remove(link);
    }

    private int index(String link) throws KernelException {
        try {
            if (links.get(link).isEmpty()) {
                Observer.readLinks(socket, links);
            }
            return links.index(link);
        } catch (LinkTable.UnknownLinkException e) {
            throw new KernelException(Errno.ENODEV, "there is no link " + link);
        }
    }

    private void request(String what, byte[] message, int header) throws KernelException {
        ExtendedAck ack = new Batch(socket)
                .send(List.of(new Step(message, header)))
                .getFirst()
                .ack();
        if (ack.refused()) {
            throw ack.failure(what);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
