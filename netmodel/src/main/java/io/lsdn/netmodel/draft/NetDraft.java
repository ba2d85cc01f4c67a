package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Virt;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A virtual network. */
public final class NetDraft {
    private final Draft draft;
    private final String name;
    private final Set<String> attached = new LinkedHashSet<>();
    private final Map<String, VirtDraft> virts = new LinkedHashMap<>();
    private int vid = 1;
    private String settings = Settings.DEFAULT_NAME;
    private boolean portSecurity;
    private boolean setMtu;

    NetDraft(Draft draft, String name) {
        this.draft = draft;
        this.name = name;
    }

    void be(Net net) {
        settings = net.settings();
        portSecurity = net.portSecurity();
        setMtu = net.setMtu();
        attached.addAll(net.attach());
        net.virts().values().forEach(v -> virt(v.name()).be(v));
    }

    public String name() {
        return name;
    }

    public int vid() {
        return vid;
    }

    /** @param id the virtual network id: 1 to 4094 for vlan, else 1 to 2^24-1 */
    public NetDraft vid(int id) {
        vid = id;
        return this;
    }

    public String settings() {
        return settings;
    }

    /** @param name of settings that the draft has, or will have before it is validated */
    public NetDraft settings(String name) {
        settings = name;
        return this;
    }

    /** Frames whose source MAC is not the virt's are dropped; a virt may say otherwise. */
    public NetDraft portSecurity(boolean on) {
        portSecurity = on;
        return this;
    }

    /** The MTU that the overlay carries is set on the virts' interfaces; a virt may say otherwise. */
    public NetDraft setMtu(boolean on) {
        setMtu = on;
        return this;
    }

    public NetDraft attach(PhysDraft phys) {
        attached.add(phys.name());
        return this;
    }

    public NetDraft detach(PhysDraft phys) {
        attached.remove(phys.name());
        return this;
    }

    /** Hooks for the net's attachment to one phys. They go by the names, and stay if the net is removed and made anew. */
    public NetDraft onAttachment(PhysDraft phys, AttachmentHooks hooks) {
        draft.onAttachment(this, phys, hooks);
        return this;
    }

    /** The virt of that name, made if there is none. */
    public VirtDraft virt(String virt) {
        return virts.computeIfAbsent(virt, n -> new VirtDraft(this, n));
    }

    public Optional<VirtDraft> findVirt(String virt) {
        return Optional.ofNullable(virts.get(virt));
    }

    public Collection<VirtDraft> virts() {
        return Collections.unmodifiableCollection(virts.values());
    }

    Draft draft() {
        return draft;
    }

    void remove(VirtDraft virt) {
        virts.remove(virt.name());
    }

    void leave(PhysDraft phys) {
        detach(phys);
        virts.values().stream()
                .filter(v -> v.phys().equals(Optional.of(phys.name())))
                .forEach(VirtDraft::disconnect);
    }

    /** Takes it and its virts out of the model. */
    public void remove() {
        draft.remove(this);
    }

    /** What it is now; without virts that are connected to no phys. */
    public Net net() {
        var connected = new LinkedHashMap<String, Virt>();
        virts.forEach((n, v) -> v.virt().ifPresent(virt -> connected.put(n, virt)));
        return new Net(name, vid, settings, attached, connected, portSecurity, setMtu);
    }
}
