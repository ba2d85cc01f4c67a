package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;

/**
 * Told by a commit on this machine that a net begins or ends to be there. Called by the thread that commits, after the kernel has
 * what the model says. What a hook throws ends that commit's call, and the network stays as committed.
 */
public interface AttachmentHooks {
    /** The net is carried by this local phys from now on. */
    default void startUp(Net net, Phys phys) {}

    /** The net is carried by this local phys no more. */
    default void shutDown(Net net, Phys phys) {}
}
