package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.RecommendedMtu;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One interface of a VM or container. */
public final class VirtDraft {
    private final NetDraft net;
    private final String name;
    private final List<Rule> rules = new ArrayList<>();
    private Optional<String> phys = Optional.empty();
    private Optional<String> interfaceName = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<Rate> rateIn = Optional.empty();
    private Optional<Rate> rateOut = Optional.empty();
    private Optional<Boolean> portSecurity = Optional.empty();
    private Optional<Boolean> setMtu = Optional.empty();

    VirtDraft(NetDraft net, String name) {
        this.net = net;
        this.name = name;
    }

    void be(Virt virt) {
        phys = Optional.of(virt.phys());
        interfaceName = virt.interfaceName();
        mac = virt.mac();
        rateIn = virt.rateIn();
        rateOut = virt.rateOut();
        rules.addAll(virt.rules());
        portSecurity = virt.portSecurity();
        setMtu = virt.setMtu();
    }

    public String name() {
        return name;
    }

    /** The name of the phys that it lives on; empty while it is not connected. */
    public Optional<String> phys() {
        return phys;
    }

    /**
     * It lives on this phys; if it lived elsewhere, it has moved.
     *
     * @param link the host's end of it (tap, veth, VF representor)
     */
    public VirtDraft connect(PhysDraft where, String link) {
        connect(where);
        interfaceName = Optional.of(link);
        return this;
    }

    /** The same, and its interface keeps the name that it has. */
    public VirtDraft connect(PhysDraft where) {
        phys = Optional.of(where.name());
        return this;
    }

    public VirtDraft interfaceName(String link) {
        interfaceName = Optional.of(link);
        return this;
    }

    /** It lives nowhere for now. */
    public VirtDraft disconnect() {
        phys = Optional.empty();
        return this;
    }

    /** Needed by the static technologies. */
    public VirtDraft mac(MacAddress address) {
        mac = Optional.of(address);
        return this;
    }

    public VirtDraft clearMac() {
        mac = Optional.empty();
        return this;
    }

    /** A limit on what it gets. */
    public VirtDraft rateIn(Rate rate) {
        rateIn = Optional.of(rate);
        return this;
    }

    public VirtDraft clearRateIn() {
        rateIn = Optional.empty();
        return this;
    }

    /** A limit on what it sends. */
    public VirtDraft rateOut(Rate rate) {
        rateOut = Optional.of(rate);
        return this;
    }

    public VirtDraft clearRateOut() {
        rateOut = Optional.empty();
        return this;
    }

    /** Adds a rule to those that it has. */
    public VirtDraft rule(Rule rule) {
        rules.add(rule);
        return this;
    }

    public VirtDraft clearRules() {
        rules.clear();
        return this;
    }

    /** Otherwise than its net says. */
    public VirtDraft portSecurity(boolean on) {
        portSecurity = Optional.of(on);
        return this;
    }

    /** Otherwise than its net says. */
    public VirtDraft setMtu(boolean on) {
        setMtu = Optional.of(on);
        return this;
    }

    /**
     * The largest MTU whose full frames fit into the underlay's packets, in bytes.
     *
     * @param underlayMtu that of the phys's interface, in bytes
     * @return empty while it is not known: it needs a phys with an address, and settings
     */
    public OptionalInt recommendedMtu(int underlayMtu) {
        Draft draft = net.draft();
        Optional<IpAddress> address =
                phys.flatMap(draft::findPhys).flatMap(p -> p.phys().ip());
        return draft.findSettings(net.settings())
                .flatMap(s -> address.map(ip -> RecommendedMtu.of(s, ip.bits(), underlayMtu)))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /** Takes it out of its net. */
    public void remove() {
        net.remove(this);
    }

    /** What it is now; empty while it is connected to no phys. */
    public Optional<Virt> virt() {
        return phys.map(p -> new Virt(name, p, interfaceName, mac, rateIn, rateOut, rules, portSecurity, setMtu));
    }
}
