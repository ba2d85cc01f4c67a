package io.lsdn.netmodel.compile;

import io.lsdn.netmodel.kernel.Mark;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.RecommendedMtu;
import java.util.List;
import java.util.Optional;

/** One net on one claimed phys: what a technology compiles at a time. */
record Attachment(Topology topology, Net net, Phys phys, LinkNames names, BlockNumbers blocks, MachineFacts facts) {
    Settings technology() {
        return topology.settingsOf(net);
    }

    /** The net's virts that live here. */
    List<Virt> localVirts() {
        return net.virts().values().stream()
                .filter(v -> v.phys().equals(phys.name()))
                .toList();
    }

    /** The underlay address here. */
    IpAddress ip() {
        return phys.ip().orElseThrow(() -> lacks("ip"));
    }

    /** The underlay interface here. */
    String underlay() {
        return phys.interfaceName().orElseThrow(() -> lacks("if"));
    }

    /** The underlay addresses of the net's other physes. */
    List<IpAddress> remotes() {
        return net.attach().stream()
                .filter(name -> !name.equals(phys.name()))
                .map(name -> topology.phys(name).ip().orElseThrow(() -> lacks("ip")))
                .toList();
    }

    private IllegalArgumentException lacks(String attribute) {
        return new IllegalArgumentException(
                "validation lets no net " + net.name() + " without " + attribute + " through");
    }

    /** The alias of the net's link that plays this role. */
    String alias(String role) {
        return new Mark(topology.context(), role + " of net " + net.name() + " on " + phys.name()).alias();
    }

    /** What a virt's interface here is to have as its MTU; empty where nothing is to be set. */
    Optional<Integer> mtu(Virt virt) {
        return virt.setMtu().orElse(net.setMtu()) ? recommendedMtu() : Optional.empty();
    }

    /** What full frames of virts fit into the underlay's packets. */
    Optional<Integer> recommendedMtu() {
        int bits = phys.ip().map(IpAddress::bits).orElse(0);
        return Optional.ofNullable(facts.underlayMtus().get(phys.name()))
                .map(mtu -> RecommendedMtu.of(technology(), bits, mtu));
    }

    /** Whether what comes from senders of a net can be marked. */
    boolean marks() {
        return facts.marking().contains(phys.name());
    }

    /** The mark of its filters. */
    String cookie() {
        return Mark.cookie(topology.context());
    }

    /** The number of the block that its virts here share. */
    int block(Settings.Tunnel technology) {
        return blocks.of(net, technology);
    }
}
