package io.lsdn.netmodel.model;

import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An interface of a VM or container in a {@link NetworkModel}. */
public final class ModelVirt {
    private final ModelNet net;
    private final String name;
    private Optional<ModelPhys> phys = Optional.empty();
    private Optional<String> interfaceName = Optional.empty();
    private Optional<MacAddress> mac = Optional.empty();
    private Optional<Rate> rateIn = Optional.empty();
    private Optional<Rate> rateOut = Optional.empty();
    private final List<Rule> rules = new ArrayList<>();
    private Optional<Boolean> portSecurity = Optional.empty();
    private Optional<Boolean> setMtu = Optional.empty();
    private boolean removed;

    ModelVirt(ModelNet net, String name) {
        this.net = net;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Puts it on a phys, or moves it there, behind this interface of that machine. */
    public ModelVirt connect(ModelPhys to, String interfaceOfHost) {
        return connect(to).interfaceName(interfaceOfHost);
    }

    /** Puts it on a phys, or moves it there; the interface keeps its name. */
    public ModelVirt connect(ModelPhys to) {
        alive();
        to.alive();
        phys = Optional.of(to);
        return this;
    }

    /** The host's end of it. */
    public ModelVirt interfaceName(String interfaceOfHost) {
        alive();
        interfaceName = Optional.of(interfaceOfHost);
        return this;
    }

    /** Empty: none, which only learning technologies allow. */
    public ModelVirt mac(Optional<MacAddress> address) {
        alive();
        mac = address;
        return this;
    }

    /** A limit towards the virt; empty lifts it. */
    public ModelVirt rateIn(Optional<Rate> limit) {
        alive();
        rateIn = limit;
        return this;
    }

    /** A limit from the virt; empty lifts it. */
    public ModelVirt rateOut(Optional<Rate> limit) {
        alive();
        rateOut = limit;
        return this;
    }

    /** One more firewall rule. */
    public ModelVirt rule(Rule added) {
        alive();
        rules.add(added);
        return this;
    }

    /** Removes all rules. */
    public ModelVirt flushRules() {
        alive();
        rules.clear();
        return this;
    }

    /** Whether frames with another source MAC are dropped; empty: as its net says. */
    public ModelVirt portSecurity(Optional<Boolean> on) {
        alive();
        portSecurity = on;
        return this;
    }

    /** Whether the recommended MTU is set; empty: as its net says. */
    public ModelVirt setMtu(Optional<Boolean> on) {
        alive();
        setMtu = on;
        return this;
    }

    public void remove() {
        alive();
        removed = true;
        net.forget(this);
    }

    void forget(ModelPhys gone) {
        phys = phys.filter(p -> p != gone);
    }

    Optional<Virt> toRecord() {
        return phys.map(
                p -> new Virt(name, p.name(), interfaceName, mac, rateIn, rateOut, rules, portSecurity, setMtu));
    }

    private void alive() {
        if (removed) {
            throw new IllegalStateException("virt '" + name + "' was removed");
        }
    }
}
