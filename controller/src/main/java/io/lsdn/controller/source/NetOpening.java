package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.topology.Virt;
import java.util.List;
import java.util.Optional;

/**
 * What one file says of a net; several add up.
 *
 * @param at its name
 * @param defines whether it says more than virts and attach, which only one file may
 */
record NetOpening(
        Reading reading,
        String name,
        YamlNode.Scalar at,
        boolean defines,
        Optional<Integer> vid,
        Optional<String> settings,
        Optional<List<String>> attach,
        List<PlacedVirt> virts,
        boolean portSecurity,
        boolean setMtu) {

    /** A virt and where its name stands. */
    record PlacedVirt(Virt virt, SourceLocation at) {}
}
