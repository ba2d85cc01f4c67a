package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Names that name nothing, and virts where their net is not. */
final class ReferenceChecks {
    private ReferenceChecks() {}

    static void check(Topology t, Consumer<Problem> found) {
        for (Net net : t.nets().values()) {
            settings(t, net, found);
            attach(t, net, found);
            net.virts().values().forEach(v -> phys(t, net, v, found));
        }
    }

    private static void settings(Topology t, Net net, Consumer<Problem> found) {
        String name = net.settings();
        if (t.settings().containsKey(name)) {
            return;
        }
        ObjectPath path = ObjectPath.net(net.name()).child("settings");
        found.accept(
                name.equals(Settings.DEFAULT_NAME)
                        ? Problem.of(
                                ProblemCode.NO_DEFAULT_SETTINGS,
                                path,
                                "there are no settings 'default', which serve a net that names none",
                                withoutDefault(t),
                                ObjectPath.settings(name))
                        : new Problem(
                                ProblemCode.UNKNOWN_SETTINGS,
                                path,
                                "there are no settings '" + name + "'",
                                DidYouMean.hint(name, t.settings().keySet(), "settings"),
                                Optional.empty(),
                                List.of(ObjectPath.settings(name))));
    }

    private static String withoutDefault(Topology t) {
        String example = "add 'settings: {default: {type: geneve}}' or another type";
        return t.settings().isEmpty()
                ? example
                : "write 'settings:' with one of "
                        + t.settings().keySet().stream().limit(12).collect(Collectors.joining(", "))
                        + " in the net, or "
                        + example;
    }

    /** A name that a virt uses too is reported there. */
    private static void attach(Topology t, Net net, Consumer<Problem> found) {
        var ofVirts = net.virts().values().stream().map(Virt::phys).collect(Collectors.toSet());
        for (String name : net.attach()) {
            if (!t.physes().containsKey(name) && !ofVirts.contains(name)) {
                found.accept(unknownPhys(t, name, ObjectPath.net(net.name()).child("attach", name)));
            }
        }
    }

    private static void phys(Topology t, Net net, Virt virt, Consumer<Problem> found) {
        ObjectPath path = ObjectPath.virt(net.name(), virt.name()).child("phys");
        if (!t.physes().containsKey(virt.phys())) {
            found.accept(unknownPhys(t, virt.phys(), path));
        } else if (!net.attach().contains(virt.phys())) {
            found.accept(Problem.of(
                    ProblemCode.VIRT_PHYS_NOT_ATTACHED,
                    path,
                    "phys '" + virt.phys() + "' is not attached to net '" + net.name() + "'",
                    "add it to the net's attach, or leave attach out: then the physes of the virts are attached",
                    ObjectPath.net(net.name()).child("attach", virt.phys())));
        }
    }

    private static Problem unknownPhys(Topology t, String name, ObjectPath path) {
        Optional<String> hint = DidYouMean.hint(name, t.physes().keySet(), "physes");
        return new Problem(
                ProblemCode.UNKNOWN_PHYS,
                path,
                "there is no phys '" + name + "'",
                hint,
                Optional.empty(),
                List.of(ObjectPath.phys(name)));
    }
}
