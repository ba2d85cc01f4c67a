package io.lsdn.hostrunner.netlink;

import io.lsdn.hostrunner.apply.KernelException;
import io.lsdn.hostrunner.apply.KernelFeature;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what a kernel is built without: each thing is asked for, half said, in a network namespace that exists only for
 * that. A kernel that knows it complains about what is missing (EINVAL, or makes it); one that does not says that there is no
 * such thing.
 */
public final class KernelFeatures {
    private static final int NEWACTION = 48;

    /** Length of {@code struct tcamsg}. */
    private static final int ACTION_HEADER = 4;

    private static final int TCA_ACT_TAB = 1;
    private static final int TCA_ACT_KIND = 1;

    /** The first link of every namespace. */
    private static final int LOOPBACK = 1;

    private static final int CLSACT_INGRESS = 0xffff_fff2;
    private static final int CLSACT = 0xffff_fff1;
    private static final int ROOT = 0xffff_ffff;
    /** {@code ETH_P_ALL} in network order. */
    private static final int ANY_PROTOCOL = 0x0300;

    private static final int MAKE = MessageWriter.CREATE | MessageWriter.EXCL;

    private KernelFeatures() {}

    /**
     * Those of the features that this kernel has not. Nothing of this machine's network is touched; a module that can be loaded
     * is loaded.
     *
     * @throws KernelException if no network namespace can be made
     */
    public static Set<KernelFeature> missing(Set<KernelFeature> wanted) throws KernelException {
        try {
            return Netns.callInNew(() -> {
                try (NetlinkSocket socket = NetlinkSocket.open()) {
                    return missing(socket, List.copyOf(wanted));
                }
            });
        } catch (KernelException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether the kernel has an action of tc. Asked in the namespace of the socket: a half-said action is refused and leaves
     * nothing. Who may not ask is not told, and takes it to be there.
     */
    static boolean hasAction(NetlinkSocket socket, String word) throws KernelException {
        var step = new Step(action(word), ACTION_HEADER);
        return new Batch(socket).send(List.of(step)).getFirst().ack().errno() != Errno.ENOENT;
    }

    private static Set<KernelFeature> missing(NetlinkSocket socket, List<KernelFeature> wanted) throws KernelException {
        var steps = new ArrayList<Step>();
        steps.add(new Step(qdisc("clsact", CLSACT), QdiscMessages.HEADER));
        for (KernelFeature feature : wanted) {
            steps.add(question(feature, steps.size()));
        }
        List<Batch.Answer> answers = new Batch(socket).send(steps);
        var missing = new LinkedHashSet<KernelFeature>();
        for (int i = 0; i < wanted.size(); i++) {
            if (answers.get(i + 1).ack().errno() == unknown(wanted.get(i))) {
                missing.add(wanted.get(i));
            }
        }
        return missing;
    }

    private static int unknown(KernelFeature feature) {
        return switch (feature.sort()) {
            case LINK_TYPE -> Errno.EOPNOTSUPP;
            case QDISC, CLASSIFIER, ACTION -> Errno.ENOENT;
        };
    }

    /** @param prio for a filter: one priority has one kind */
    private static Step question(KernelFeature feature, int prio) {
        String word = feature.word();
        return switch (feature.sort()) {
            case LINK_TYPE -> new Step(LinkMessages.bare(word), LinkMessages.HEADER);
            case QDISC -> new Step(qdisc(word, word.equals("clsact") ? CLSACT : ROOT), QdiscMessages.HEADER);
            case CLASSIFIER ->
                new Step(
                        tc(FilterMessages.NEWTFILTER, CLSACT_INGRESS, prio << 16 | ANY_PROTOCOL, word),
                        FilterMessages.HEADER);
            case ACTION -> new Step(action(word), ACTION_HEADER);
        };
    }

    private static byte[] qdisc(String word, int parent) {
        return tc(QdiscMessages.NEWQDISC, parent, 0, word);
    }

    private static byte[] tc(int type, int parent, int info, String word) {
        return new MessageWriter(type, MAKE)
                .u32(0)
                .u32(LOOPBACK)
                .u32(0)
                .u32(parent)
                .u32(info)
                .attributeString(QdiscMessages.TCA_KIND, word)
                .message();
    }

    private static byte[] action(String word) {
        MessageWriter m = new MessageWriter(NEWACTION, MAKE).u32(0);
        int table = m.begin(TCA_ACT_TAB);
        int first = m.begin(1);
        return m.attributeString(TCA_ACT_KIND, word).end(first).end(table).message();
    }
}
