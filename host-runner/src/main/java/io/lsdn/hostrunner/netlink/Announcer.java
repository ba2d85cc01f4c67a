package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.netmodel.kernel.Announcement;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Says in a virt's name where it is: reverse ARP requests (RFC 903), as hypervisors send them for a machine that was moved,
 * because nobody here knows its IP addresses.
 */
final class Announcer {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_PACKET = 263;
    /** The frame goes past what is attached to the link's egress: that is for the host's own stack. */
    private static final int PACKET_QDISC_BYPASS = 20;
    /** {@code struct sockaddr_ll}. */
    private static final int ADDRESS = 20;

    private static final int ETH_P_RARP = 0x8035;
    private static final int SHORTEST_FRAME = 60;

    private final Batch batch;
    private final LinkTable links;

    Announcer(NetlinkSocket socket, LinkTable links) {
        this.batch = new Batch(socket);
        this.links = links;
    }

    /** @return what could not be said, a line each */
    List<String> announce(List<Announcement> announcements) {
        var failures = new ArrayList<String>();
        for (Announcement a : announcements) {
            try {
                note(a);
                say(a);
            } catch (KernelException e) {
                failures.add("announcement of " + a.mac() + ": " + e.getMessage());
            } catch (LinkTable.UnknownLinkException e) {
                failures.add("announcement of " + a.mac() + ": there is no such link any more: " + e.getMessage());
            }
        }
        return failures;
    }

    /** {@code bridge fdb replace MAC dev PORT master dynamic}. */
    private void note(Announcement a) throws KernelException, LinkTable.UnknownLinkException {
        byte[] message = FdbMessages.learn(a.mac(), links.index(a.port()));
        ExtendedAck ack = batch.send(List.of(new Step(message, FdbMessages.HEADER)))
                .getFirst()
                .ack();
        if (ack.refused()) {
            throw ack.failure("entry for " + a.mac() + " in the bridge of " + a.port());
        }
    }

    private void say(Announcement a) throws KernelException, LinkTable.UnknownLinkException {
        try (CallFrame frame = CallFrame.open()) {
            int fd = (int) frame.check("packet socket", SystemCall.SOCKET, AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
            try {
                Memory on = frame.bytes(4);
                on.putInt(0, 1);
                frame.check(
                        "packet socket option",
                        SystemCall.SETSOCKOPT,
                        fd,
                        SOL_PACKET,
                        PACKET_QDISC_BYPASS,
                        on.address(),
                        4);
                byte[] words = frame(a.mac());
                Memory bytes = frame.bytes(words.length);
                bytes.put(0, words, words.length);
                for (String uplink : a.uplinks()) {
                    Memory to = frame.bytes(ADDRESS);
                    to.putShort(0, AF_PACKET);
                    to.putShort(2, Short.reverseBytes((short) ETH_P_RARP));
                    to.putInt(4, links.index(uplink));
                    frame.check(
                            "frame by " + uplink,
                            SystemCall.SENDTO,
                            fd,
                            bytes.address(),
                            words.length,
                            0,
                            to.address(),
                            ADDRESS);
                }
            } finally {
                frame.call(SystemCall.CLOSE, fd);
            }
        }
    }

    /** To everybody: {@code MAC} asks for the address of {@code MAC}. */
    static byte[] frame(MacAddress mac) {
        byte[] own = mac.bytes();
        byte[] frame = new byte[SHORTEST_FRAME];
        java.util.Arrays.fill(frame, 0, 6, (byte) 0xff);
        System.arraycopy(own, 0, frame, 6, 6);
        byte[] head = {(byte) (ETH_P_RARP >> 8), (byte) ETH_P_RARP, 0, 1, 8, 0, 6, 4, 0, 3};
        System.arraycopy(head, 0, frame, 12, head.length);
        System.arraycopy(own, 0, frame, 22, 6);
        System.arraycopy(own, 0, frame, 32, 6);
        return frame;
    }
}
