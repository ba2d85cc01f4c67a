package io.lsdn.controller.drawing;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a drawing shows of a topology, whatever the format: a box a phys with its virts inside, a box a net, and a line from
 * each virt to its net. Ids are {@code p0}, {@code n0}, {@code v0}, …: names may hold anything.
 */
record Sketch(String title, List<PhysBox> physes, List<NetBox> nets) {
    /** So many virts of one net are drawn on a phys one by one; more are one box, or nobody could see anything. */
    private static final int ONE_BY_ONE = 12;

    Sketch {
        physes = List.copyOf(physes);
        nets = List.copyOf(nets);
    }

    /** @param label lines */
    record PhysBox(String id, List<String> label, List<VirtBox> virts) {
        PhysBox {
            label = List.copyOf(label);
            virts = List.copyOf(virts);
        }
    }

    /** @param label lines */
    record NetBox(String id, List<String> label) {
        NetBox {
            label = List.copyOf(label);
        }
    }

    /**
     * @param label lines
     * @param net the id of its net
     */
    record VirtBox(String id, List<String> label, String net) {
        VirtBox {
            label = List.copyOf(label);
        }
    }

    static Sketch of(Topology topology) {
        var nets = new ArrayList<NetBox>();
        Map<String, List<VirtBox>> byPhys = new TreeMap<>();
        int virts = 0;
        for (Net net : topology.nets().values()) {
            String id = "n" + nets.size();
            nets.add(new NetBox(id, List.of(net.name(), topology.settingsOf(net).type() + " " + net.vid())));
            for (var group : grouped(net).entrySet()) {
                for (List<String> label : labels(group.getValue())) {
                    byPhys.computeIfAbsent(group.getKey(), _ -> new ArrayList<>())
                            .add(new VirtBox("v" + virts++, label, id));
                }
            }
        }
        var physes = new ArrayList<PhysBox>();
        for (Phys phys : topology.physes().values()) {
            physes.add(new PhysBox("p" + physes.size(), label(phys), byPhys.getOrDefault(phys.name(), List.of())));
        }
        return new Sketch(topology.context(), physes, nets);
    }

    private static Map<String, List<Virt>> grouped(Net net) {
        Map<String, List<Virt>> groups = new TreeMap<>();
        net.virts()
                .values()
                .forEach(v ->
                        groups.computeIfAbsent(v.phys(), _ -> new ArrayList<>()).add(v));
        return groups;
    }

    private static List<List<String>> labels(List<Virt> virts) {
        return virts.size() > ONE_BY_ONE
                ? List.of(List.of(virts.size() + " virts", virts.getFirst().name() + " …"))
                : virts.stream()
                        .map(v -> Stream.concat(Stream.of(v.name()), v.mac().map(Object::toString).stream())
                                .toList())
                        .toList();
    }

    private static List<String> label(Phys phys) {
        return Stream.concat(
                        Stream.of(phys.name()),
                        Stream.concat(phys.interfaceName().stream(), phys.ip().map(Object::toString).stream())
                                .reduce((a, b) -> a + " " + b)
                                .stream())
                .toList();
    }
}
