package io.lsdn.controller.lsctl;

import io.lsdn.controller.lsctl.Scope.Kind;
import io.lsdn.netmodel.draft.NetDraft;
import io.lsdn.netmodel.draft.PhysDraft;
import io.lsdn.netmodel.draft.VirtDraft;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Settings, nets, physes and virts, and which phys carries which net. */
final class ObjectCommands {
    private static final int LARGEST_VID = (1 << 24) - 1;
    private static final int LARGEST_PORT = 0xffff;

    private final Commands commands;

    ObjectCommands(Commands commands) {
        this.commands = commands;
    }

    Answer settings(List<String> words) throws ScriptError {
        commands.require("settings", Kind.ROOT);
        Words w = Words.read("settings", words, List.of("-name", "-port", "-mcastIp"), List.of());
        if (w.others().size() != 1 || !Settings.TYPES.contains(w.others().getFirst())) {
            throw new ScriptError("settings: expected one type of " + String.join(", ", Settings.TYPES));
        }
        String type = w.others().getFirst();
        Settings made = settings(type, w.value("-name").orElse(Settings.DEFAULT_NAME), w);
        if (commands.model().findSettings(made.name()).isPresent()) {
            throw new ScriptError("settings '" + made.name() + "' exist already");
        }
        commands.model().settings(made);
        commands.stands(ObjectPath.settings(made.name()));
        return Answer.NOTHING;
    }

    private static Settings settings(String type, String name, Words w) throws ScriptError {
        boolean tunnel = !type.equals("direct") && !type.equals("vlan");
        refuse(w.value("-port").isPresent() && !tunnel, "settings " + type + " have no -port");
        refuse(
                w.value("-mcastIp").isPresent() != type.equals("vxlan/mcast"),
                type.equals("vxlan/mcast")
                        ? "settings vxlan/mcast need -mcastIp"
                        : "settings " + type + " have no -mcastIp");
        int usual = type.startsWith("geneve") ? Settings.GENEVE_PORT : Settings.VXLAN_PORT;
        int port = w.value("-port").isPresent()
                ? Values.integer("settings -port", w.value("-port").get(), 1, LARGEST_PORT)
                : usual;
        return switch (type) {
            case "direct" -> new Settings.Direct(name);
            case "vlan" -> new Settings.Vlan(name);
            case "vxlan/mcast" ->
                new Settings.VxlanMcast(
                        name, Values.ip("settings -mcastIp", w.value("-mcastIp").orElseThrow()), port);
            case "vxlan/e2e" -> new Settings.VxlanE2e(name, port);
            case "vxlan/static" -> new Settings.VxlanStatic(name, port);
            case "geneve" -> new Settings.Geneve(name, port);
            case "geneve/e2e" -> new Settings.GeneveE2e(name, port);
            default -> throw new IllegalStateException(type);
        };
    }

    Answer net(List<String> words) throws ScriptError {
        commands.require("net", Kind.ROOT, Kind.PHYS);
        Words w = Words.read(
                "net", words, List.of("-vid", "-settings", "-phys", "-portSecurity", "-setMtu"), List.of("-remove"));
        boolean body = hasBody("net", w, 1);
        String name = w.others().getFirst();
        if (w.has("-remove")) {
            refuse(body || w.values().size() > 0, "net -remove takes nothing else");
            existingNet(name).remove();
            return Answer.NOTHING;
        }
        Optional<PhysDraft> phys =
                given("net", "-phys", "phys", w, commands.scope().phys(), this::existingPhys);
        NetDraft net = reopened(name, w);
        phys.ifPresent(net::attach);
        commands.stands(ObjectPath.net(name));
        return body ? commands.enter(commands.scope().in(net)) : Answer.NOTHING;
    }

    private NetDraft reopened(String name, Words w) throws ScriptError {
        Optional<NetDraft> known = commands.model().findNet(name);
        Optional<String> vid = w.value("-vid");
        int id = vid.isPresent() || known.isEmpty()
                ? vid(name, vid)
                : known.get().vid();
        refuse(
                known.isPresent() && known.get().vid() != id,
                "net '" + name + "' has vid " + known.map(NetDraft::vid).orElse(id) + " already");
        String settings =
                w.value("-settings").or(() -> known.map(NetDraft::settings)).orElse(Settings.DEFAULT_NAME);
        refuse(commands.model().findSettings(settings).isEmpty(), "no settings '" + settings + "' before this net");
        refuse(
                known.isPresent() && !known.get().settings().equals(settings),
                "net '" + name + "' has other settings already");
        NetDraft net = commands.model().net(name, id).settings(settings);
        if (w.value("-portSecurity").isPresent()) {
            net.portSecurity(
                    Values.truth("net -portSecurity", w.value("-portSecurity").get()));
        }
        if (w.value("-setMtu").isPresent()) {
            net.setMtu(Values.truth("net -setMtu", w.value("-setMtu").get()));
        }
        return net;
    }

    private static int vid(String name, Optional<String> vid) throws ScriptError {
        return Values.integer(
                vid.isPresent() ? "net -vid" : "net without -vid, so that its name is its vid",
                vid.orElse(name),
                1,
                LARGEST_VID);
    }

    Answer phys(List<String> words) throws ScriptError {
        commands.require("phys", Kind.ROOT, Kind.NET);
        Words w = Words.read(
                "phys", words, List.of("-name", "-if", "-ip", "-net"), List.of("-remove", "-ifClear", "-ipClear"));
        boolean body = hasBody("phys", w, 0);
        if (w.has("-remove")) {
            refuse(
                    body || w.values().size() > 1 || w.switches().size() > 1,
                    "phys -remove takes -name and nothing else");
            existingPhys(named("phys", w)).remove();
            return Answer.NOTHING;
        }
        refuse(w.has("-ifClear") && w.value("-if").isPresent(), "phys: -if and -ifClear exclude each other");
        refuse(w.has("-ipClear") && w.value("-ip").isPresent(), "phys: -ip and -ipClear exclude each other");
        Optional<NetDraft> net =
                given("phys", "-net", "net", w, commands.scope().net(), this::existingNet);
        var ip = w.value("-ip").isPresent()
                ? Optional.of(Values.ip("phys -ip", w.value("-ip").get()))
                : Optional.<io.lsdn.netmodel.topology.IpAddress>empty();
        PhysDraft phys = commands.model()
                .phys(w.value("-name")
                        .orElseGet(() ->
                                unused("phys", n -> commands.model().findPhys(n).isPresent())));
        w.value("-if").ifPresent(phys::interfaceName);
        ip.ifPresent(phys::ip);
        if (w.has("-ifClear")) {
            phys.clearInterfaceName();
        }
        if (w.has("-ipClear")) {
            phys.clearIp();
        }
        net.ifPresent(phys::attach);
        commands.stands(ObjectPath.phys(phys.name()));
        return body ? commands.enter(commands.scope().in(phys)) : Answer.NOTHING;
    }

    Answer virt(List<String> words) throws ScriptError {
        commands.require("virt", Kind.ROOT, Kind.NET, Kind.PHYS);
        Words w = Words.read(
                "virt",
                words,
                List.of("-net", "-name", "-mac", "-phys", "-if", "-portSecurity", "-setMtu"),
                List.of("-remove", "-macClear"));
        boolean body = hasBody("virt", w, 0);
        NetDraft net = given("virt", "-net", "net", w, commands.scope().net(), this::existingNet)
                .orElseThrow(() -> new ScriptError("virt needs -net, or to stand in a net"));
        if (w.has("-remove")) {
            refuse(body || w.switches().size() > 1, "virt -remove takes -name and -net only");
            String name = named("virt", w);
            net.findVirt(name)
                    .orElseThrow(() -> new ScriptError("no virt '" + name + "' in net '" + net.name() + "'"))
                    .remove();
            return Answer.NOTHING;
        }
        refuse(w.has("-macClear") && w.value("-mac").isPresent(), "virt: -mac and -macClear exclude each other");
        Optional<PhysDraft> phys =
                given("virt", "-phys", "phys", w, commands.scope().phys(), this::existingPhys);
        VirtDraft virt = changed(net, w);
        phys.ifPresent(virt::connect);
        w.value("-if").ifPresent(virt::interfaceName);
        commands.stands(ObjectPath.virt(net.name(), virt.name()));
        return body ? commands.enter(within(net, virt)) : Answer.NOTHING;
    }

    private Scope within(NetDraft net, VirtDraft virt) {
        return commands.scope().in(net).in(virt);
    }

    private static VirtDraft changed(NetDraft net, Words w) throws ScriptError {
        var mac = w.value("-mac").isPresent()
                ? Optional.of(Values.mac("virt -mac", w.value("-mac").get()))
                : Optional.<io.lsdn.netmodel.topology.MacAddress>empty();
        Optional<Boolean> security = truth("virt", "-portSecurity", w);
        Optional<Boolean> mtu = truth("virt", "-setMtu", w);
        VirtDraft virt = net.virt(w.value("-name")
                .orElseGet(() -> unused("virt", n -> net.findVirt(n).isPresent())));
        mac.ifPresent(virt::mac);
        if (w.has("-macClear")) {
            virt.clearMac();
        }
        security.ifPresent(virt::portSecurity);
        mtu.ifPresent(virt::setMtu);
        return virt;
    }

    private static Optional<Boolean> truth(String command, String option, Words w) throws ScriptError {
        return w.value(option).isPresent()
                ? Optional.of(
                        Values.truth(command + " " + option, w.value(option).get()))
                : Optional.empty();
    }

    Answer attach(List<String> words) throws ScriptError {
        return attachments("attach", words, NetDraft::attach);
    }

    Answer detach(List<String> words) throws ScriptError {
        return attachments("detach", words, NetDraft::detach);
    }

    private interface Attachment {
        Object change(NetDraft net, PhysDraft phys);
    }

    private Answer attachments(String command, List<String> words, Attachment change) throws ScriptError {
        commands.require(command, Kind.ROOT, Kind.NET, Kind.PHYS);
        Words w = Words.read(command, words, List.of("-phys", "-net"), List.of());
        Optional<PhysDraft> phys =
                given(command, "-phys", "phys", w, commands.scope().phys(), this::existingPhys);
        Optional<NetDraft> net =
                given(command, "-net", "net", w, commands.scope().net(), this::existingNet);
        refuse(
                phys.isPresent() && net.isPresent() && !w.others().isEmpty(),
                command + ": the phys and the net are given, and '" + String.join(" ", w.others()) + "' besides");
        refuse(phys.isEmpty() && net.isEmpty(), command + " needs -phys or -net, or to stand in one of them");
        refuse(
                (phys.isEmpty() || net.isEmpty()) && w.others().isEmpty(),
                command + ": which " + (phys.isEmpty() ? "phys" : "net") + "?");
        var physes = new ArrayList<>(phys.stream().toList());
        var nets = new ArrayList<>(net.stream().toList());
        for (String name : w.others()) {
            if (phys.isEmpty()) {
                physes.add(existingPhys(name));
            } else {
                nets.add(existingNet(name));
            }
        }
        nets.forEach(n -> physes.forEach(p -> change.change(n, p)));
        return Answer.NOTHING;
    }

    Answer claimLocal(List<String> words) throws ScriptError {
        commands.require("claimLocal", Kind.ROOT, Kind.PHYS);
        Words w = Words.read("claimLocal", words, List.of("-phys"), List.of());
        Optional<String> scoped = commands.scope().phys().map(PhysDraft::name);
        refuse(scoped.isPresent() && !w.isEmpty(), "claimLocal within a phys is about that phys and takes no other");
        refuse(w.value("-phys").isPresent() && !w.others().isEmpty(), "claimLocal: either -phys or names");
        var names = new ArrayList<>(w.others());
        scoped.or(() -> w.value("-phys")).ifPresent(names::add);
        refuse(names.isEmpty(), "claimLocal: which phys?");
        commands.claim(names);
        return Answer.NOTHING;
    }

    NetDraft existingNet(String name) throws ScriptError {
        return commands.model()
                .findNet(name)
                .orElseThrow(() -> new ScriptError("no net '" + name + "' before this command"));
    }

    PhysDraft existingPhys(String name) throws ScriptError {
        return commands.model()
                .findPhys(name)
                .orElseThrow(() -> new ScriptError("no phys '" + name + "' before this command"));
    }

    private interface Lookup<T> {
        T of(String name) throws ScriptError;
    }

    /** What an option names, or the body in which the command stands; not both. */
    private static <T> Optional<T> given(
            String command, String option, String what, Words w, Optional<T> scoped, Lookup<T> lookup)
            throws ScriptError {
        Optional<String> name = w.value(option);
        refuse(name.isPresent() && scoped.isPresent(), command + " stands in a " + what + ", so it takes no " + option);
        return name.isPresent() ? Optional.of(lookup.of(name.get())) : scoped;
    }

    /** Whether there is a body behind the names. */
    private static boolean hasBody(String command, Words w, int names) throws ScriptError {
        int others = w.others().size();
        if (others < names) {
            throw new ScriptError(command + " needs a name");
        }
        refuse(
                others > names + 1,
                "unexpected '" + String.join(" ", w.others().subList(names, Math.max(names, others - 1))) + "' in "
                        + command);
        return others == names + 1;
    }

    private static String named(String command, Words w) throws ScriptError {
        return w.value("-name").orElseThrow(() -> new ScriptError(command + " -remove needs -name"));
    }

    private static String unused(String kind, Predicate<String> taken) {
        int n = 1;
        while (taken.test(kind + n)) {
            n++;
        }
        return kind + n;
    }

    private static void refuse(boolean wrong, String message) throws ScriptError {
        if (wrong) {
            throw new ScriptError(message);
        }
    }
}
