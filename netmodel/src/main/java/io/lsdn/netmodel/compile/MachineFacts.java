package io.lsdn.netmodel.compile;

import java.util.Map;
import java.util.Set;

/**
 * What compiling depends on beside the model, by phys of those that the machine is.
 *
 * @param underlayMtus the MTU in bytes of the interface that carries its nets. {@code set_mtu} needs it; where it is not known,
 *     no MTU is set.
 * @param marking those for which packets from senders of a net can be marked where they come in: the interface that the phys
 *     names has its address and room for filters of ours, and the kernel has {@code skbedit}
 */
public record MachineFacts(Map<String, Integer> underlayMtus, Set<String> marking) {
    public MachineFacts {
        underlayMtus = Map.copyOf(underlayMtus);
        marking = Set.copyOf(marking);
    }

    /** Of a machine that has what it needs, but nothing is known of its interfaces. */
    static MachineFacts usual(Set<String> claimed) {
        return new MachineFacts(Map.of(), claimed);
    }
}
