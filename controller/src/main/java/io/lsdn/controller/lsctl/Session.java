package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.model.ModelNet;
import io.lsdn.netmodel.model.ModelPhys;
import io.lsdn.netmodel.model.NetworkModel;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The state behind one interpreter: the model, and the commands that the present one stands in. */
final class Session {
    /** What a command answers: a value, or a script to run inside of it. */
    sealed interface Answer {
        record Value(String text) implements Answer {}

        record Body(String script) implements Answer {}
    }

    private static final Answer NOTHING = new Answer.Value("");

    private final LsctlHost host;
    private final Scope scope = new Scope();
    private final Map<ObjectPath, Script.Place> places;
    private NetworkModel model;

    Session(LsctlHost host, String context, Map<ObjectPath, Script.Place> places) {
        this.host = host;
        this.places = places;
        model = new NetworkModel(context);
    }

    NetworkModel model() {
        return model;
    }

    /** The body of the innermost command ended. */
    void leave() {
        scope.leave();
    }

    Answer run(String name, List<String> words, Script.Place place) throws LsctlError {
        return switch (name) {
            case "settings" -> settings(words, place);
            case "net" -> net(words, place);
            case "phys" -> phys(words, place);
            case "virt", "rule", "flushVr", "rate" -> new VirtCommands(model, scope, places).run(name, words, place);
            case "attach" -> attachments(name, words, true);
            case "detach" -> attachments(name, words, false);
            case "claimLocal" -> claimLocal(words);
            case "show" -> show(words);
            case "context" -> context(words);
            default -> whole(name, words);
        };
    }

    private Answer whole(String name, List<String> words) throws LsctlError {
        new Words(name, words, Set.of(), Set.of()).count(0, 0, name);
        outermost(name);
        switch (name) {
            case "validate" -> validate();
            case "commit" -> {
                validate();
                host.commit(model);
            }
            case "cleanup" -> {
                host.cleanup(model);
                forget();
            }
            case "free" -> forget();
            default -> throw new LsctlError("unknown command " + name);
        }
        return NOTHING;
    }

    private void forget() {
        model.free();
        model = new NetworkModel(model.context());
        places.clear();
    }

    private void outermost(String name) throws LsctlError {
        if (scope.isInside()) {
            throw new LsctlError(name + " does not stand inside of another command");
        }
    }

    private void validate() throws LsctlError {
        var errors = new ArrayList<Problem>();
        if (host.claims()) {
            model.validate(p -> add(p, errors));
        } else {
            io.lsdn.netmodel.validate.Validator.validate(model.topology()).forEach(p -> add(p, errors));
        }
        if (!errors.isEmpty()) {
            throw new LsctlError(errors.stream()
                    .map(p -> p.path() + ": " + p.message()
                            + p.hint().map(h -> " (" + h + ")").orElse(""))
                    .collect(Collectors.joining("\n")));
        }
    }

    private static void add(Problem problem, List<Problem> errors) {
        if (problem.severity() == Severity.ERROR) {
            errors.add(problem);
        }
    }

    private Answer context(List<String> words) throws LsctlError {
        var w = new Words("context", words, Set.of(), Set.of());
        w.count(1, 1, "context NAME");
        outermost("context");
        if (!w.others().getFirst().matches("[a-z0-9-]{1,15}")) {
            throw new LsctlError("context: '" + w.others().getFirst() + "' is not 1 to 15 of a-z, 0-9 and -");
        }
        model.context(w.others().getFirst());
        return NOTHING;
    }

    private Answer show(List<String> words) throws LsctlError {
        var w = new Words("show", words, Set.of(), Set.of("-tcl", "-json"));
        w.count(0, 0, "show -tcl | -json");
        w.notBoth("-tcl", "-json");
        Topology topology = model.topology();
        if (w.has("-json")) {
            return new Answer.Value(TopologyText.json(topology));
        }
        w.need("-tcl");
        return new Answer.Value(TopologyText.lsctl(topology, model.claimed()));
    }

    private Answer settings(List<String> words, Script.Place place) throws LsctlError {
        outermost("settings");
        String type = words.isEmpty() ? "" : words.getFirst();
        if (!Settings.TYPES.contains(type)) {
            throw new LsctlError("settings: '" + type + "' is none of " + String.join(", ", Settings.TYPES));
        }
        Set<String> options = switch (type) {
            case "direct", "vlan" -> Set.of("-name");
            case "vxlan/mcast" -> Set.of("-name", "-port", "-mcastIp");
            default -> Set.of("-name", "-port");
        };
        var w = new Words("settings " + type, words.subList(1, words.size()), options, Set.of());
        w.count(0, 0, "settings " + type + " ?" + String.join(" …? ?", options) + " …?");
        String name = w.get("-name").orElse(Settings.DEFAULT_NAME);
        try {
            model.settings(technology(type, name, w));
        } catch (IllegalArgumentException e) {
            throw new LsctlError("settings " + type + ": " + e.getMessage());
        }
        places.put(ObjectPath.settings(name), place);
        return NOTHING;
    }

    private static Settings technology(String type, String name, Words w) throws LsctlError {
        int standard = type.startsWith("geneve") ? Settings.GENEVE_PORT : Settings.VXLAN_PORT;
        int port = w.has("-port") ? Values.integer("settings " + type + ": -port", w.need("-port")) : standard;
        return switch (type) {
            case "direct" -> new Settings.Direct(name);
            case "vlan" -> new Settings.Vlan(name);
            case "vxlan/mcast" ->
                new Settings.VxlanMcast(name, Values.ip("settings vxlan/mcast: -mcastIp", w.need("-mcastIp")), port);
            case "vxlan/e2e" -> new Settings.VxlanE2e(name, port);
            case "vxlan/static" -> new Settings.VxlanStatic(name, port);
            case "geneve" -> new Settings.Geneve(name, port);
            case "geneve/e2e" -> new Settings.GeneveE2e(name, port);
            default -> throw new LsctlError("settings: unknown type " + type);
        };
    }

    private Answer net(List<String> words, Script.Place place) throws LsctlError {
        var w = new Words(
                "net", words, Set.of("-vid", "-settings", "-phys", "-portSecurity", "-setMtu"), Set.of("-remove"));
        w.count(1, 2, "net NAME ?-vid N? ?-settings S? ?-phys P? ?-remove? ?{ body }?");
        scope.notIn("net", "net", "virt");
        if (scope.phys().isPresent()) {
            w.refuse("-phys", "phys");
        }
        String name = w.others().getFirst();
        Optional<ModelNet> known = model.findNet(name);
        if (w.has("-remove")) {
            removal(w, "net", scope.phys().isPresent());
            known.orElseThrow(() -> new LsctlError("net: there is no net '" + name + "'"))
                    .remove();
            places.remove(ObjectPath.net(name));
            return NOTHING;
        }
        Optional<ModelPhys> phys = scope.phys().or(() -> Optional.empty());
        if (w.has("-phys")) {
            phys = Optional.of(findPhys("net", w.need("-phys")));
        }
        ModelNet net = known.isPresent() ? reopened(known.get(), w) : newNet(name, w, place);
        if (w.has("-portSecurity")) {
            net.portSecurity(Values.bool("net: -portSecurity", w.need("-portSecurity")));
        }
        if (w.has("-setMtu")) {
            net.setMtu(Values.bool("net: -setMtu", w.need("-setMtu")));
        }
        phys.ifPresent(p -> p.attach(net));
        return body(w, 1, new Scope.Level.OfNet(net));
    }

    private static ModelNet reopened(ModelNet net, Words w) throws LsctlError {
        if (w.has("-vid") && Values.integer("net: -vid", w.need("-vid")) != net.vid()) {
            throw new LsctlError("net: '" + net.name() + "' has vid " + net.vid() + "; remove it to give it another");
        }
        if (w.has("-settings") && !w.need("-settings").equals(net.settings())) {
            throw new LsctlError(
                    "net: '" + net.name() + "' has settings " + net.settings() + "; remove it to give it others");
        }
        return net;
    }

    private ModelNet newNet(String name, Words w, Script.Place place) throws LsctlError {
        int vid;
        if (w.has("-vid")) {
            vid = Values.integer("net: -vid", w.need("-vid"));
        } else if (name.matches("[0-9].*")) {
            vid = Values.integer("net: without -vid the name is the vid", name);
        } else {
            throw new LsctlError("net: '" + name + "' is not a number, so -vid is needed");
        }
        try {
            ModelNet net = model.net(name, vid, w.get("-settings").orElse(Settings.DEFAULT_NAME));
            places.put(ObjectPath.net(name), place);
            return net;
        } catch (IllegalArgumentException e) {
            throw new LsctlError("net: " + e.getMessage());
        }
    }

    private Answer phys(List<String> words, Script.Place place) throws LsctlError {
        var w = new Words(
                "phys", words, Set.of("-name", "-if", "-ip", "-net"), Set.of("-remove", "-ifClear", "-ipClear"));
        w.count(0, 1, "phys ?-name N? ?-if IF? ?-ip IP? ?-net NET? ?-remove? ?-ifClear? ?-ipClear? ?{ body }?");
        scope.notIn("phys", "phys", "virt");
        if (scope.net().isPresent()) {
            w.refuse("-net", "net");
        }
        w.notBoth("-if", "-ifClear");
        w.notBoth("-ip", "-ipClear");
        if (w.has("-remove")) {
            removal(w, "phys", scope.net().isPresent());
            findPhys("phys", w.need("-name")).remove();
            places.remove(ObjectPath.phys(w.need("-name")));
            return NOTHING;
        }
        Optional<ModelNet> net = scope.net();
        if (w.has("-net")) {
            net = Optional.of(findNet("phys", w.need("-net")));
        }
        var ip = w.has("-ip")
                ? Optional.of(Values.ip("phys: -ip", w.need("-ip")))
                : Optional.<io.lsdn.netmodel.topology.IpAddress>empty();
        String name = w.get("-name")
                .orElseGet(() -> Scope.free("phys", n -> model.findPhys(n).isPresent()));
        ModelPhys phys = model.phys(name);
        places.putIfAbsent(ObjectPath.phys(name), place);
        if (w.has("-if") || w.has("-ifClear")) {
            phys.interfaceName(w.get("-if"));
        }
        if (ip.isPresent() || w.has("-ipClear")) {
            phys.ip(ip);
        }
        net.ifPresent(phys::attach);
        return body(w, 0, new Scope.Level.OfPhys(phys));
    }

    /** {@code -remove} goes with the name alone. */
    private static void removal(Words w, String command, boolean nested) throws LsctlError {
        for (String option : List.of(
                "-vid",
                "-settings",
                "-phys",
                "-if",
                "-ip",
                "-net",
                "-ifClear",
                "-ipClear",
                "-portSecurity",
                "-setMtu")) {
            w.notBoth("-remove", option);
        }
        if (nested) {
            throw new LsctlError(command + ": -remove does not stand inside of another command");
        }
        if (w.body(command.equals("net") ? 1 : 0).isPresent()) {
            throw new LsctlError(command + ": -remove takes no body");
        }
    }

    private Answer body(Words w, int at, Scope.Level level) {
        return w.body(at)
                .<Answer>map(script -> {
                    scope.enter(level);
                    return new Answer.Body(script);
                })
                .orElse(NOTHING);
    }

    private Answer attachments(String command, List<String> words, boolean attach) throws LsctlError {
        var w = new Words(command, words, Set.of("-phys", "-net"), Set.of());
        scope.notIn(command, "virt");
        String usage = command + " -phys P -net N | -phys P NET… | -net N PHYS…";
        if (scope.phys().isPresent()) {
            w.refuse("-phys", "phys");
        }
        if (scope.net().isPresent()) {
            w.refuse("-net", "net");
        }
        var physes = new ArrayList<ModelPhys>();
        var nets = new ArrayList<ModelNet>();
        scope.phys().ifPresent(physes::add);
        scope.net().ifPresent(nets::add);
        if (w.has("-phys")) {
            physes.add(findPhys(command, w.need("-phys")));
        }
        if (w.has("-net")) {
            nets.add(findNet(command, w.need("-net")));
        }
        if (physes.isEmpty() == nets.isEmpty()) {
            w.count(0, physes.isEmpty() ? -1 : 0, usage);
        } else {
            w.count(1, Integer.MAX_VALUE, usage);
        }
        boolean namesAreNets = nets.isEmpty();
        for (String name : w.others()) {
            if (namesAreNets) {
                nets.add(findNet(command, name));
            } else {
                physes.add(findPhys(command, name));
            }
        }
        physes.forEach(p -> nets.forEach(n -> {
            if (attach) {
                p.attach(n);
            } else {
                p.detach(n);
            }
        }));
        return NOTHING;
    }

    private Answer claimLocal(List<String> words) throws LsctlError {
        var w = new Words("claimLocal", words, Set.of("-phys"), Set.of());
        scope.notIn("claimLocal", "net", "virt");
        if (scope.phys().isPresent()) {
            w.refuse("-phys", "phys");
            w.count(0, 0, "claimLocal, inside of phys");
            scope.phys().get().claimLocal();
            return NOTHING;
        }
        w.count(w.has("-phys") ? 0 : 1, w.has("-phys") ? 0 : 1, "claimLocal PHYS | -phys PHYS");
        if (!host.claims()) {
            return NOTHING; // The inventory says who is who.
        }
        findPhys("claimLocal", w.get("-phys").orElseGet(() -> w.others().getFirst()))
                .claimLocal();
        return NOTHING;
    }

    private ModelPhys findPhys(String command, String name) throws LsctlError {
        return Scope.phys(model, command, name);
    }

    private ModelNet findNet(String command, String name) throws LsctlError {
        return Scope.net(model, command, name);
    }
}
