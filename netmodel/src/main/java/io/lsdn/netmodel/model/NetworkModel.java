package io.lsdn.netmodel.model;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Problem;
import io.lsdn.netmodel.validate.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A network that is being described: LSDN's context. It is changed by the objects it hands out and read as a
 * {@link Topology}, which later changes do not touch.
 *
 * <p>An object lives until its {@code remove} or that of what it stands in; calls on a removed one throw {@link
 * IllegalStateException}. A model and all its objects belong to one thread at a time; a {@link Topology} may go anywhere.
 */
public final class NetworkModel {
    private String context;
    private final Map<String, Settings> settings = new LinkedHashMap<>();
    private final Map<String, ModelPhys> physes = new LinkedHashMap<>();
    private final Map<String, ModelNet> nets = new LinkedHashMap<>();
    private final Set<ModelPhys> claimed = new LinkedHashSet<>();

    /** @param context what is committed and cleaned up as one, {@code [a-z0-9-]{1,15}} */
    public NetworkModel(String context) {
        this.context = context;
    }

    public String context() {
        return context;
    }

    public void context(String name) {
        context = name;
    }

    /**
     * A technology with its parameters; nets choose it by its name.
     *
     * @throws IllegalArgumentException if there are settings of that name
     */
    public Settings settings(Settings added) {
        if (settings.putIfAbsent(added.name(), added) != null) {
            throw new IllegalArgumentException("there are settings '" + added.name() + "' already");
        }
        return added;
    }

    public Optional<Settings> settings(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    /** The phys of that name, made if there is none. */
    public ModelPhys phys(String name) {
        return physes.computeIfAbsent(name, n -> new ModelPhys(this, n));
    }

    public Optional<ModelPhys> findPhys(String name) {
        return Optional.ofNullable(physes.get(name));
    }

    /**
     * A net.
     *
     * @param vid virtual network id: 1 to 4094 for vlan, else 1 to 2^24-1
     * @throws IllegalArgumentException if there is one of that name, or no such settings
     */
    public ModelNet net(String name, int vid, String settingsName) {
        if (nets.containsKey(name)) {
            throw new IllegalArgumentException("there is a net '" + name + "' already");
        }
        if (!settings.containsKey(settingsName)) {
            throw new IllegalArgumentException("there are no settings '" + settingsName + "'");
        }
        var net = new ModelNet(this, name, vid, settingsName);
        nets.put(name, net);
        return net;
    }

    public Optional<ModelNet> findNet(String name) {
        return Optional.ofNullable(nets.get(name));
    }

    /** The physes that this machine is. */
    public Set<String> claimed() {
        var names = new LinkedHashSet<String>();
        claimed.forEach(p -> names.add(p.name()));
        return names;
    }

    /** Forgets everything described; what was committed stays in the kernel. */
    public void free() {
        List.copyOf(nets.values()).forEach(ModelNet::remove);
        List.copyOf(physes.values()).forEach(ModelPhys::remove);
        settings.clear();
    }

    /** The model as it is now. A virt that is on no phys is left out: there is nothing of it to make. */
    public Topology topology() {
        var physRecords = new LinkedHashMap<String, Phys>();
        physes.forEach((name, phys) -> physRecords.put(name, phys.toRecord()));
        var netRecords = new LinkedHashMap<String, Net>();
        nets.forEach((name, net) -> netRecords.put(name, net.toRecord()));
        return new Topology(context, settings, physRecords, netRecords);
    }

    /**
     * Tells all problems, errors and warnings, in the order of the model; also what the claimed physes together may not
     * be.
     *
     * @return whether none is an error
     */
    public boolean validate(Consumer<Problem> problems) {
        Topology topology = topology();
        var found = new ArrayList<Problem>(Validator.validate(topology));
        if (found.stream().noneMatch(NetworkModel::isError)) {
            found.addAll(Validator.validateClaim(topology, claimed()));
        }
        found.forEach(problems);
        return found.stream().noneMatch(NetworkModel::isError);
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == io.lsdn.netmodel.diagnostic.Severity.ERROR;
    }

    void claim(ModelPhys phys) {
        claimed.add(phys);
    }

    void forget(ModelPhys phys) {
        physes.remove(phys.name());
        claimed.remove(phys);
        nets.values().forEach(n -> n.forget(phys));
    }

    void forget(ModelNet net) {
        nets.remove(net.name());
    }
}
