package io.lsdn.netmodel.model;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Phys;
import java.util.Optional;

/** A physical machine's underlay interface in a {@link NetworkModel}. */
public final class ModelPhys {
    private final NetworkModel model;
    private final String name;
    private Optional<String> interfaceName = Optional.empty();
    private Optional<IpAddress> ip = Optional.empty();
    private boolean removed;

    ModelPhys(NetworkModel model, String name) {
        this.model = model;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The interface; empty: none. */
    public ModelPhys interfaceName(Optional<String> name) {
        alive();
        interfaceName = name;
        return this;
    }

    /** The interface. */
    public ModelPhys interfaceName(String name) {
        return interfaceName(Optional.of(name));
    }

    /** The underlay address; empty: none. */
    public ModelPhys ip(Optional<IpAddress> address) {
        alive();
        ip = address;
        return this;
    }

    /** The underlay address. */
    public ModelPhys ip(IpAddress address) {
        return ip(Optional.of(address));
    }

    /** Lets the net reach this machine; a second time changes nothing. */
    public ModelPhys attach(ModelNet net) {
        alive();
        net.attach(this);
        return this;
    }

    /** Virts of the net that are still here make the model invalid. */
    public ModelPhys detach(ModelNet net) {
        alive();
        net.detach(this);
        return this;
    }

    /** This machine is that phys. */
    public ModelPhys claimLocal() {
        alive();
        model.claim(this);
        return this;
    }

    /** With its attachments; its virts are on no phys then. */
    public void remove() {
        alive();
        removed = true;
        model.forget(this);
    }

    Phys toRecord() {
        return new Phys(name, interfaceName, ip);
    }

    void alive() {
        if (removed) {
            throw new IllegalStateException("phys '" + name + "' was removed");
        }
    }
}
