package io.lsdn.netmodel.model;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A virtual network in a {@link NetworkModel}. */
public final class ModelNet {
    private final NetworkModel model;
    private final String name;
    private final int vid;
    private final String settings;
    private final Set<ModelPhys> attached = new LinkedHashSet<>();
    private final Map<String, ModelVirt> virts = new LinkedHashMap<>();
    private boolean portSecurity;
    private boolean setMtu;
    private boolean removed;

    ModelNet(NetworkModel model, String name, int vid, String settings) {
        this.model = model;
        this.name = name;
        this.vid = vid;
        this.settings = settings;
    }

    public String name() {
        return name;
    }

    public int vid() {
        return vid;
    }

    /** The name of its settings. */
    public String settings() {
        return settings;
    }

    /** Whether frames with another source MAC than the virt's are dropped. */
    public ModelNet portSecurity(boolean on) {
        alive();
        portSecurity = on;
        return this;
    }

    /** Whether the recommended MTU is set on the virts' interfaces. */
    public ModelNet setMtu(boolean on) {
        alive();
        setMtu = on;
        return this;
    }

    /** The virt of that name, made if there is none; it is on no phys then. */
    public ModelVirt virt(String virtName) {
        alive();
        return virts.computeIfAbsent(virtName, n -> new ModelVirt(this, n));
    }

    public Optional<ModelVirt> findVirt(String virtName) {
        return Optional.ofNullable(virts.get(virtName));
    }

    /** With its virts. */
    public void remove() {
        alive();
        List.copyOf(virts.values()).forEach(ModelVirt::remove);
        removed = true;
        model.forget(this);
    }

    void attach(ModelPhys phys) {
        alive();
        attached.add(phys);
    }

    void detach(ModelPhys phys) {
        alive();
        attached.remove(phys);
    }

    void forget(ModelPhys phys) {
        attached.remove(phys);
        virts.values().forEach(v -> v.forget(phys));
    }

    void forget(ModelVirt virt) {
        virts.remove(virt.name());
    }

    Net toRecord() {
        var attach = new LinkedHashSet<String>();
        attached.forEach(p -> attach.add(p.name()));
        var records = new LinkedHashMap<String, Virt>();
        virts.values().forEach(v -> v.toRecord().ifPresent(r -> records.put(r.name(), r)));
        return new Net(name, vid, settings, attach, records, portSecurity, setMtu);
    }

    private void alive() {
        if (removed) {
            throw new IllegalStateException("net '" + name + "' was removed");
        }
    }
}
