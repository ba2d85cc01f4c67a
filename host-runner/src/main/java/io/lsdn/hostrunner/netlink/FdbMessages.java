package io.lsdn.hostrunner.netlink;

import io.lsdn.netmodel.kernel.FdbEntry;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import java.util.Optional;

/** Requests about a VXLAN device's forwarding table: {@code RTM_*NEIGH} of family AF_BRIDGE (linux/neighbour.h). */
final class FdbMessages {
    /** Length of {@code struct ndmsg}. */
    static final int HEADER = 12;

    private static final int NEWNEIGH = 28;
    private static final int DELNEIGH = 29;
    private static final int GETNEIGH = 30;
    private static final int NDA_DST = 1;
    private static final int NDA_LLADDR = 2;
    private static final int NUD_NOARP = 0x40;
    private static final int NUD_PERMANENT = 0x80;
    private static final int NUD_REACHABLE = 0x02;
    private static final int NTF_SELF = 0x02;
    private static final int NTF_MASTER = 0x04;

    private FdbMessages() {}

    /** All entries of one link, learned ones too. */
    static byte[] dump(int index) {
        return header(new MessageWriter(GETNEIGH, MessageWriter.DUMP), index, 0, 0)
                .message();
    }

    /**
     * {@code bridge fdb append}: one remote more, for a MAC that may have several (the all-zero one, multicast). For any other
     * MAC one that has an entry is refused.
     */
    static byte[] add(FdbEntry entry, int index) {
        boolean several =
                entry.mac().equals(FdbEntry.DEFAULT_MAC) || entry.mac().isGroup();
        return about(
                new MessageWriter(
                        NEWNEIGH, MessageWriter.CREATE | (several ? MessageWriter.APPEND : MessageWriter.EXCL)),
                entry,
                index);
    }

    static byte[] remove(FdbEntry entry, int index) {
        return about(new MessageWriter(DELNEIGH, 0), entry, index);
    }

    /** As if the bridge had just heard the MAC at this port: it ages, and moves when it is heard elsewhere. */
    static byte[] learn(MacAddress mac, int port) {
        return header(
                        new MessageWriter(NEWNEIGH, MessageWriter.CREATE | MessageWriter.REPLACE),
                        port,
                        NUD_REACHABLE,
                        NTF_MASTER)
                .attribute(NDA_LLADDR, mac.bytes())
                .message();
    }

    private static MessageWriter header(MessageWriter m, int index, int state, int flags) {
        return m.u8(LinkMessages.AF_BRIDGE)
                .u8(0)
                .u16(0)
                .u32(index)
                .u16(state)
                .u8(flags)
                .u8(0);
    }

    private static byte[] about(MessageWriter m, FdbEntry entry, int index) {
        header(m, index, NUD_NOARP | NUD_PERMANENT, NTF_SELF)
                .attribute(NDA_LLADDR, entry.mac().bytes());
        if (entry.dst().isPresent()) {
            m.attribute(NDA_DST, entry.dst().get().bytes());
        }
        return m.message();
    }

    /** Empty for what the kernel learned, and for what is in another table (a bridge's). */
    static Optional<FdbEntry> read(Message m, String link) {
        boolean ours = (m.u16(8) & NUD_PERMANENT) != 0 && (m.u8(10) & NTF_SELF) != 0;
        Optional<Attributes.Value> mac = m.attributes(HEADER).get(NDA_LLADDR);
        if (!ours || mac.isEmpty() || mac.get().length() != 6) {
            return Optional.empty();
        }
        Optional<IpAddress> dst = m.attributes(HEADER).ip(NDA_DST);
        return Optional.of(new FdbEntry(link, MacAddress.of(mac.get().bytes()), dst));
    }
}
