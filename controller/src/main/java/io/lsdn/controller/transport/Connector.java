package io.lsdn.controller.transport;

/** Reaches hosts. One instance serves a whole rollout and is safe for use by several threads. */
public interface Connector {
    /** Connects, checks who answers, and logs in. Blocks for at most about three times the destination's connect timeout. */
    ConnectResult connect(Destination destination);
}
