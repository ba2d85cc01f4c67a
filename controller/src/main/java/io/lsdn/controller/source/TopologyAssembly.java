package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Parsed;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what the files say. */
final class TopologyAssembly {
    private final Findings findings;
    private final Map<String, Settings> settings = new LinkedHashMap<>();
    private final Map<String, Phys> physes = new LinkedHashMap<>();
    private final Map<String, List<NetOpening>> openings = new LinkedHashMap<>();
    private Optional<String> context = Optional.empty();

    TopologyAssembly(Findings findings) {
        this.findings = findings;
    }

    /** Several files may name one context, but not several contexts. */
    void context(String name, Reading reading, YamlNode at) {
        if (context.isPresent() && !context.get().equals(name)) {
            ObjectPath path = ObjectPath.of("context");
            reading.complain(
                    SourceCode.CONTEXT_TWICE,
                    at,
                    path,
                    "the context is '" + name + "' here and '" + context.get() + "' at "
                            + findings.placeOf(path)
                                    .map(SourceLocation::toString)
                                    .orElse(""),
                    "name one");
        } else {
            context = Optional.of(name);
        }
    }

    /** Whether nothing of that name stands elsewhere; if something does, both places are reported. */
    boolean isNew(ObjectPath path, String what, Reading reading, YamlNode at) {
        Optional<SourceLocation> first = findings.placeOf(path);
        first.ifPresentOrElse(
                f -> reading.complain(
                        SourceCode.NAME_TWICE, at, path, what + " here a second time", "the first is at " + f),
                () -> findings.place(path, reading.at(at)));
        return first.isEmpty();
    }

    void settings(Settings one) {
        settings.put(one.name(), one);
    }

    void phys(Phys phys) {
        physes.put(phys.name(), phys);
    }

    void net(NetOpening opening) {
        openings.computeIfAbsent(opening.name(), _ -> new ArrayList<>()).add(opening);
    }

    /** The whole; where something could not be read, something stands in for it that {@link Findings} knows of. */
    Topology topology(Optional<String> contextOverride) {
        if (contextOverride.isPresent()) {
            findings.forget(ObjectPath.of("context"));
        }
        Map<String, Net> nets = new LinkedHashMap<>();
        openings.forEach((name, parts) -> nets.put(name, net(name, parts)));
        return new Topology(contextOverride.or(() -> context).orElse(Topology.DEFAULT_CONTEXT), settings, physes, nets);
    }

    private Net net(String name, List<NetOpening> parts) {
        NetOpening definition = definition(parts);
        Map<String, Virt> virts = virts(name, parts);
        Set<String> attach = new LinkedHashSet<>();
        parts.forEach(p -> p.attach().ifPresent(attach::addAll));
        if (parts.stream().allMatch(p -> p.attach().isEmpty())) {
            virts.values().forEach(v -> attach.add(v.phys()));
        }
        return new Net(
                name,
                definition.vid().or(() -> vidOfName(definition)).orElse(1),
                definition.settings().orElse(Settings.DEFAULT_NAME),
                attach,
                virts,
                definition.portSecurity(),
                definition.setMtu());
    }

    private NetOpening definition(List<NetOpening> parts) {
        List<NetOpening> defining = parts.stream().filter(NetOpening::defines).toList();
        for (NetOpening other : defining.stream().skip(1).toList()) {
            other.reading()
                    .complain(
                            SourceCode.NET_REOPENED,
                            other.at(),
                            ObjectPath.net(other.name()),
                            "net '" + other.name() + "' is defined here a second time",
                            "the first is at " + at(defining.getFirst())
                                    + "; beside that, only virts and attach add up");
        }
        return defining.isEmpty() ? parts.getFirst() : defining.getFirst();
    }

    private Optional<Integer> vidOfName(NetOpening net) {
        ObjectPath path = ObjectPath.net(net.name()).child("vid");
        if (findings.isUnread(path) || findings.isIncomplete() && !net.defines()) {
            return Optional.empty();
        }
        return switch (ValueType.NUMBER.parser().apply(net.name())) {
            case Parsed.Ok<Integer>(Integer vid) -> Optional.of(vid);
            case Parsed.Bad<Integer>(String reason) -> {
                boolean meantAsNumber = net.name().matches("[0-9].*");
                net.reading()
                        .refuse(
                                SourceCode.VID_MISSING,
                                net.at(),
                                path,
                                "the net has no 'vid', and its name is not a number"
                                        + (meantAsNumber ? ": " + reason : ""),
                                "give one, for example vid: 1");
                yield Optional.empty();
            }
        };
    }

    private Map<String, Virt> virts(String net, List<NetOpening> parts) {
        Map<String, NetOpening.PlacedVirt> virts = new LinkedHashMap<>();
        for (NetOpening part : parts) {
            for (NetOpening.PlacedVirt virt : part.virts()) {
                NetOpening.PlacedVirt first = virts.putIfAbsent(virt.virt().name(), virt);
                if (first != null) {
                    ObjectPath path = ObjectPath.virt(net, virt.virt().name());
                    findings.add(
                            path,
                            Diagnostic.error(
                                    SourceCode.NAME_TWICE.text(),
                                    virt.at(),
                                    path.toString(),
                                    "virt '" + virt.virt().name() + "' stands here a second time",
                                    "the first is at " + first.at()));
                }
            }
        }
        Map<String, Virt> plain = new LinkedHashMap<>();
        virts.forEach((name, virt) -> plain.put(name, virt.virt()));
        return plain;
    }

    private static SourceLocation at(NetOpening net) {
        return net.reading().at(net.at());
    }
}
