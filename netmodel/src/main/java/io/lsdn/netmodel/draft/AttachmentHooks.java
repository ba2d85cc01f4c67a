package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;

/**
 * Told by the commits of a program on this machine that a net comes to, or leaves, one of the physes that the machine claims. Called
 * by the thread that commits; what a hook throws is a problem of that commit.
 */
public interface AttachmentHooks {
    /**
     * Before a commit validates the model and changes the kernel: the phys is about to carry the net. Called once for each attachment
     * that this program commits, and by the next commit again if that one fails. So also for a net that an earlier program left
     * here: what a hook makes may be there already.
     *
     * <p>It may still change the model: the virt of a DHCP server that it starts, say. Nets that it attaches have their hooks called
     * too.
     *
     * @throws Exception if the net can not be there: the commit fails, the kernel stays as it is
     */
    default void startUp(NetDraft net, PhysDraft phys) throws Exception {}

    /**
     * After a commit or cleanup, when the kernel holds nothing of the net here any more and that is confirmed; whichever program had
     * committed it. Also after a commit that failed, for those that it had started up and that are not there, last first.
     *
     * @param net as it was
     * @throws Exception is told as a warning: the net is gone all the same
     */
    default void shutDown(Net net, Phys phys) throws Exception {}
}
