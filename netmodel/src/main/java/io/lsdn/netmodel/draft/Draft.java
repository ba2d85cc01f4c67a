package io.lsdn.netmodel.draft;

import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Problem;
import io.lsdn.netmodel.validate.Validator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A model under construction: LSDN's context. Objects are made by {@link #phys}, {@link #net} and {@link NetDraft#virt}, know their
 * draft, and are gone with {@code remove}; using one after that changes nothing that counts. Nothing is checked before {@link #validate},
 * and nothing touches a machine.
 *
 * <p>To be used by one thread at a time. What {@link #topology} returns does not change and may go anywhere.
 */
public final class Draft {
    private final Map<String, Settings> settings = new LinkedHashMap<>();
    private final Map<String, PhysDraft> physes = new LinkedHashMap<>();
    private final Map<String, NetDraft> nets = new LinkedHashMap<>();
    private final Map<String, List<AttachmentHooks>> settingsHooks = new LinkedHashMap<>();
    private final Map<Attachment, List<AttachmentHooks>> attachmentHooks = new LinkedHashMap<>();
    private String context;

    /** By names: what a hook is told last is that its net has gone. */
    private record Attachment(String net, String phys) {}

    private Draft(String context) {
        this.context = context;
    }

    /** An empty model of the context {@value Topology#DEFAULT_CONTEXT}. */
    public static Draft empty() {
        return new Draft(Topology.DEFAULT_CONTEXT);
    }

    /** @param context what is committed, locked and rolled back as one; {@code [a-z0-9-]{1,15}} */
    public static Draft of(String context) {
        return new Draft(context);
    }

    /** A draft that says what the topology says; no phys is claimed. */
    public static Draft of(Topology topology) {
        var draft = new Draft(topology.context());
        topology.settings().values().forEach(draft::settings);
        topology.physes().values().forEach(p -> draft.phys(p.name()).be(p));
        topology.nets().values().forEach(n -> draft.net(n.name(), n.vid()).be(n));
        return draft;
    }

    public String context() {
        return context;
    }

    /** Renames the context. */
    public Draft context(String name) {
        context = name;
        return this;
    }

    /** Adds settings, or replaces those of that name. */
    public Draft settings(Settings one) {
        settings.put(one.name(), one);
        return this;
    }

    public Optional<Settings> findSettings(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The phys of that name, made if there is none. */
    public PhysDraft phys(String name) {
        return physes.computeIfAbsent(name, n -> new PhysDraft(this, n));
    }

    public Optional<PhysDraft> findPhys(String name) {
        return Optional.ofNullable(physes.get(name));
    }

    public Collection<PhysDraft> physes() {
        return Collections.unmodifiableCollection(physes.values());
    }

    /** A net of the settings {@value Settings#DEFAULT_NAME}; an existing one of that name is reopened and keeps what it has but the vid. */
    public NetDraft net(String name, int vid) {
        return nets.computeIfAbsent(name, n -> new NetDraft(this, n)).vid(vid);
    }

    public Optional<NetDraft> findNet(String name) {
        return Optional.ofNullable(nets.get(name));
    }

    public Collection<NetDraft> nets() {
        return Collections.unmodifiableCollection(nets.values());
    }

    /** Its virts are disconnected, and the nets are not attached to it any more. */
    void remove(PhysDraft phys) {
        physes.remove(phys.name());
        nets.values().forEach(n -> n.leave(phys));
    }

    void remove(NetDraft net) {
        nets.remove(net.name());
    }

    /** Forgets everything, the hooks too, but the context's name. What was committed stays in the kernel until the next commit or cleanup. */
    public void clear() {
        settings.clear();
        physes.clear();
        nets.clear();
        settingsHooks.clear();
        attachmentHooks.clear();
    }

    /** Hooks for every attachment of the nets that have these settings. They go by the name, and stay if the settings are replaced. */
    public Draft onAttachments(String settingsName, AttachmentHooks hooks) {
        settingsHooks.computeIfAbsent(settingsName, _ -> new ArrayList<>()).add(hooks);
        return this;
    }

    void onAttachment(NetDraft net, PhysDraft phys, AttachmentHooks hooks) {
        attachmentHooks
                .computeIfAbsent(new Attachment(net.name(), phys.name()), _ -> new ArrayList<>())
                .add(hooks);
    }

    /** Those of the net's settings, then those of the attachment itself. */
    public List<AttachmentHooks> hooks(Net net, Phys phys) {
        var all = new ArrayList<>(settingsHooks.getOrDefault(net.settings(), List.of()));
        all.addAll(attachmentHooks.getOrDefault(new Attachment(net.name(), phys.name()), List.of()));
        return List.copyOf(all);
    }

    /** The physes that this machine claims to be. */
    public Set<String> claimed() {
        var claimed = new LinkedHashSet<String>();
        physes.values().stream()
                .filter(PhysDraft::isClaimed)
                .map(PhysDraft::name)
                .forEach(claimed::add);
        return Collections.unmodifiableSet(claimed);
    }

    /** What the model says now. A virt that is connected to no phys is not part of it. */
    public Topology topology() {
        var finishedPhyses = new LinkedHashMap<String, Phys>();
        physes.forEach((name, p) -> finishedPhyses.put(name, p.phys()));
        var finishedNets = new LinkedHashMap<String, Net>();
        nets.forEach((name, n) -> finishedNets.put(name, n.net()));
        return new Topology(context, settings, finishedPhyses, finishedNets);
    }

    /**
     * Finds every problem, also of what this machine claims together.
     *
     * @param problems is called once for each, in the order of the model; a warning is one too
     * @return whether the model can be committed: none of them is an error
     */
    public boolean validate(Consumer<Problem> problems) {
        Topology topology = topology();
        var found = new ArrayList<>(Validator.validate(topology));
        if (isFine(found)) {
            found.addAll(Validator.validateClaim(topology, claimed()));
        }
        found.forEach(problems);
        return isFine(found);
    }

    private static boolean isFine(List<Problem> problems) {
        return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
    }
}
