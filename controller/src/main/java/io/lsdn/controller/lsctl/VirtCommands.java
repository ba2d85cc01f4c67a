package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.model.ModelNet;
import io.lsdn.netmodel.model.ModelPhys;
import io.lsdn.netmodel.model.ModelVirt;
import io.lsdn.netmodel.model.NetworkModel;
import io.lsdn.netmodel.topology.MacAddress;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Subnet;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code virt}, and the commands that stand inside of it. */
record VirtCommands(NetworkModel model, Scope scope, Map<ObjectPath, Script.Place> places) {
    private static final Session.Answer NOTHING = new Session.Answer.Value("");
    private static final String USAGE =
            "virt ?-net N? ?-name N? ?-mac MAC? ?-phys P? ?-if IF? ?-remove? ?-macClear? ?{ body }?";

    Session.Answer run(String name, List<String> words, Script.Place place) throws LsctlError {
        switch (name) {
            case "virt" -> {
                return virt(words, place);
            }
            case "rule" -> rule(words);
            case "flushVr" -> {
                new Words(name, words, Set.of(), Set.of()).count(0, 0, name);
                inside(name).flushRules();
            }
            case "rate" -> rate(words);
            default -> throw new LsctlError("unknown command " + name);
        }
        return NOTHING;
    }

    private Session.Answer virt(List<String> words, Script.Place place) throws LsctlError {
        var w = new Words(
                "virt",
                words,
                Set.of("-net", "-name", "-mac", "-phys", "-if", "-portSecurity", "-setMtu"),
                Set.of("-remove", "-macClear"));
        w.count(0, 1, USAGE);
        scope.notIn("virt", "virt");
        if (scope.net().isPresent()) {
            w.refuse("-net", "net");
        }
        if (scope.phys().isPresent()) {
            w.refuse("-phys", "phys");
        }
        w.notBoth("-mac", "-macClear");
        ModelNet net = scope.net().isPresent() ? scope.net().get() : Scope.net(model, "virt", w.need("-net"));
        if (w.has("-remove")) {
            remove(w, net);
            return NOTHING;
        }
        Optional<ModelPhys> phys =
                w.has("-phys") ? Optional.of(Scope.phys(model, "virt", w.need("-phys"))) : scope.phys();
        Optional<MacAddress> mac =
                w.has("-mac") ? Optional.of(Values.mac("virt: -mac", w.need("-mac"))) : Optional.empty();
        String name = w.get("-name")
                .orElseGet(() -> Scope.free("virt", n -> net.findVirt(n).isPresent()));
        ModelVirt virt = net.virt(name);
        places.putIfAbsent(ObjectPath.virt(net.name(), name), place);
        phys.ifPresent(virt::connect);
        w.get("-if").ifPresent(virt::interfaceName);
        if (mac.isPresent() || w.has("-macClear")) {
            virt.mac(mac);
        }
        if (w.has("-portSecurity")) {
            virt.portSecurity(Optional.of(Values.bool("virt: -portSecurity", w.need("-portSecurity"))));
        }
        if (w.has("-setMtu")) {
            virt.setMtu(Optional.of(Values.bool("virt: -setMtu", w.need("-setMtu"))));
        }
        return w.body(0)
                .<Session.Answer>map(script -> {
                    scope.enter(new Scope.Level.OfVirt(virt));
                    return new Session.Answer.Body(script);
                })
                .orElse(NOTHING);
    }

    private void remove(Words w, ModelNet net) throws LsctlError {
        for (String option : List.of("-mac", "-macClear", "-phys", "-if", "-portSecurity", "-setMtu")) {
            w.notBoth("-remove", option);
        }
        if (w.body(0).isPresent()) {
            throw new LsctlError("virt: -remove takes no body");
        }
        String name = w.need("-name");
        net.findVirt(name)
                .orElseThrow(() -> new LsctlError("virt: there is no virt '" + name + "' in net '" + net.name() + "'"))
                .remove();
        places.remove(ObjectPath.virt(net.name(), name));
    }

    private ModelVirt inside(String command) throws LsctlError {
        return scope.virt().orElseThrow(() -> new LsctlError(command + " stands inside of virt only"));
    }

    private static Rule.Direction direction(String command, String word) throws LsctlError {
        return switch (word) {
            case "in" -> Rule.Direction.IN;
            case "out" -> Rule.Direction.OUT;
            default -> throw new LsctlError(command + ": the direction is in or out, not '" + word + "'");
        };
    }

    private void rule(List<String> words) throws LsctlError {
        ModelVirt virt = inside("rule");
        var w = new Words("rule", words, Set.of("-srcIp", "-dstIp", "-srcMac", "-dstMac"), Set.of());
        w.count(3, 3, "rule in|out PRIO drop ?-srcIp SUBNET? ?-dstIp SUBNET? ?-srcMac MAC? ?-dstMac MAC?");
        int prio = Values.integer("rule: the priority", w.others().get(1));
        if (prio < 0 || prio > 0xffff) {
            throw new LsctlError("rule: the priority is 0 to 65535, not " + prio);
        }
        Rule.Action action = switch (w.others().get(2)) {
            case "drop" -> Rule.Action.DROP;
            case "accept" -> Rule.Action.ACCEPT;
            default ->
                throw new LsctlError(
                        "rule: the action is drop or accept, not '" + w.others().get(2) + "'");
        };
        virt.rule(new Rule(
                direction("rule", w.others().getFirst()),
                prio,
                action,
                subnet(w, "-srcIp"),
                subnet(w, "-dstIp"),
                mac(w, "-srcMac"),
                mac(w, "-dstMac")));
    }

    private static Optional<Subnet> subnet(Words w, String option) throws LsctlError {
        return w.has(option) ? Optional.of(Values.subnet("rule: " + option, w.need(option))) : Optional.empty();
    }

    private static Optional<MacAddress> mac(Words w, String option) throws LsctlError {
        return w.has(option) ? Optional.of(Values.mac("rule: " + option, w.need(option))) : Optional.empty();
    }

    /** LSDN wants a burst with every limit; without one, ours is what a topology without {@code burst} gets. */
    private void rate(List<String> words) throws LsctlError {
        ModelVirt virt = inside("rate");
        var w = new Words("rate", words, Set.of("-avg", "-burst", "-burstRate"), Set.of());
        w.count(1, 1, "rate in|out -avg SPEED -burst SIZE ?-burstRate SPEED?");
        Rule.Direction direction = direction("rate", w.others().getFirst());
        Optional<Rate> rate = Optional.empty();
        if (w.has("-avg") || w.has("-burst") || w.has("-burstRate")) {
            long avg = Values.speed("rate: -avg", w.need("-avg"));
            Optional<Long> burst =
                    w.has("-burst") ? Optional.of(Values.size("rate: -burst", w.need("-burst"))) : Optional.empty();
            Optional<Long> burstRate = w.has("-burstRate")
                    ? Optional.of(Values.speed("rate: -burstRate", w.need("-burstRate")))
                    : Optional.empty();
            rate = Optional.of(new Rate(avg, burst, burstRate));
        }
        switch (direction) {
            case IN -> virt.rateIn(rate);
            case OUT -> virt.rateOut(rate);
        }
    }
}
