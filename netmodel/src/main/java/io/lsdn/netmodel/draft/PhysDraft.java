package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Phys;
import java.util.Optional;

/** A physical machine, in truth one underlay interface of it. */
public final class PhysDraft {
    private final Draft draft;
    private final String name;
    private Optional<String> interfaceName = Optional.empty();
    private Optional<IpAddress> ip = Optional.empty();
    private boolean claimed;

    PhysDraft(Draft draft, String name) {
        this.draft = draft;
        this.name = name;
    }

    void be(Phys phys) {
        interfaceName = phys.interfaceName();
        ip = phys.ip();
    }

    public String name() {
        return name;
    }

    /** The underlay interface, as the kernel calls it. */
    public PhysDraft interfaceName(String link) {
        interfaceName = Optional.of(link);
        return this;
    }

    public PhysDraft clearInterfaceName() {
        interfaceName = Optional.empty();
        return this;
    }

    /** The underlay address, which has to be on the interface. */
    public PhysDraft ip(IpAddress address) {
        ip = Optional.of(address);
        return this;
    }

    public PhysDraft clearIp() {
        ip = Optional.empty();
        return this;
    }

    /** This phys carries the net. */
    public PhysDraft attach(NetDraft net) {
        net.attach(this);
        return this;
    }

    /** This phys carries the net no more; its virts there stay, and validation will name them. */
    public PhysDraft detach(NetDraft net) {
        net.detach(this);
        return this;
    }

    /** This machine is that phys. */
    public PhysDraft claimLocal() {
        claimed = true;
        return this;
    }

    public boolean isClaimed() {
        return claimed;
    }

    /** Takes it out of the model: its virts are disconnected, no net is attached to it. */
    public void remove() {
        draft.remove(this);
    }

    /** What it is now. */
    public Phys phys() {
        return new Phys(name, interfaceName, ip);
    }
}
