package io.lsdn.netmodel.topology;

import java.util.List;
import java.util.Optional;

/**
 * One interface of a VM or container.
 *
 * @param phys the name of the phys it lives on
 * @param interfaceName the host's end of it ({@code if}: tap, veth, VF representor)
 * @param mac needed by the static technologies
 * @param rateIn a limit towards the virt
 * @param rateOut a limit from the virt
 * @param rules firewall rules, in the order written
 * @param portSecurity frames with another source MAC are dropped; empty: as its net says
 * @param setMtu the recommended MTU is set; empty: as its net says
 */
public record Virt(
        String name,
        String phys,
        Optional<String> interfaceName,
        Optional<MacAddress> mac,
        Optional<Rate> rateIn,
        Optional<Rate> rateOut,
        List<Rule> rules,
        Optional<Boolean> portSecurity,
        Optional<Boolean> setMtu) {
    public Virt {
        rules = List.copyOf(rules);
    }
}
