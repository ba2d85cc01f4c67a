package io.lsdn.netmodel.topology;

import java.util.Optional;

/**
 * A firewall rule of a virt; the first match (lowest {@code prio}) ends, no match passes.
 *
 * @param prio 0 to 65535, lower first
 */
public record Rule(
        Direction direction,
        int prio,
        Action action,
        Optional<Subnet> srcIp,
        Optional<Subnet> dstIp,
        Optional<MacAddress> srcMac,
        Optional<MacAddress> dstMac) {

    /** As the virt sees it. */
    public enum Direction {
        /** Towards the virt. */
        IN,
        /** From the virt. */
        OUT
    }

    /** What happens to a frame that matches. */
    public enum Action {
        DROP,
        ACCEPT
    }
}
