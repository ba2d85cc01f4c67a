package io.lsdn.netmodel.topology;

import java.util.Map;
import java.util.Set;

/**
 * A virtual network.
 *
 * @param vid virtual network id: 1 to 4094 for vlan, else 1 to 2^24-1
 * @param settings the name of its settings
 * @param attach the names of the physes that carry it
 * @param virts by name
 * @param portSecurity frames whose source MAC is not the virt's are dropped; a virt may say otherwise
 * @param setMtu the MTU that the overlay carries is set on the virts' interfaces
 */
public record Net(
        String name,
        int vid,
        String settings,
        Set<String> attach,
        Map<String, Virt> virts,
        boolean portSecurity,
        boolean setMtu) {
    public Net {
        attach = Ordered.set(attach);
        virts = Ordered.map(virts);
    }
}
