package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One entry of {@code nets}. */
final class NetReader {
    private static final Set<String> ADD_UP = Set.of("virts", "attach");

    private final Reading reading;
    private final ObjectReader object;
    private final String name;

    private NetReader(Reading reading, ObjectReader object, String name) {
        this.reading = reading;
        this.object = object;
        this.name = name;
    }

    static NetOpening read(Reading reading, YamlNode.Scalar at, YamlNode node) {
        String name = at.text();
        var object = ObjectReader.open(reading, node, ObjectPath.net(name), Keys.NET);
        var reader = new NetReader(reading, object, name);
        return new NetOpening(
                reading,
                name,
                at,
                !ADD_UP.containsAll(object.present()),
                object.value("vid", ValueType.NUMBER),
                object.value("settings", ValueType.TEXT),
                object.node("attach").map(reader::attach),
                object.node("virts").map(reader::virts).orElse(List.of()),
                object.value("port_security", ValueType.BOOLEAN).orElse(false),
                object.value("set_mtu", ValueType.BOOLEAN).orElse(false));
    }

    /** Names of physes, with ranges as in {@code physes}. */
    private List<String> attach(YamlNode node) {
        ObjectPath path = object.path().child("attach");
        Map<String, SourceLocation> places = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (YamlNode item : reading.list(node, path)) {
            if (!(item instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
                reading.refuse(
                        SourceCode.WRONG_TYPE,
                        item,
                        path,
                        item.kind() + " stands where the name of a phys is expected",
                        "");
                continue;
            }
            for (RangeElement e : reading.names(scalar, path)) {
                SourceLocation first = places.putIfAbsent(e.name(), reading.at(item));
                if (first != null) {
                    twice(item, path.child(e.name()), "phys '" + e.name() + "' is attached", first);
                } else {
                    reading.findings().place(path.child(e.name()), reading.at(item));
                    names.add(e.name());
                }
            }
        }
        return names;
    }

    private List<NetOpening.PlacedVirt> virts(YamlNode node) {
        ObjectPath path = object.path().child("virts");
        List<NetOpening.PlacedVirt> virts = new ArrayList<>();
        Map<String, SourceLocation> places = new HashMap<>();
        for (Reading.Expanded entry : reading.expanded(node, path)) {
            for (RangeElement e : entry.elements()) {
                SourceLocation at = reading.at(entry.name());
                SourceLocation first = places.putIfAbsent(e.name(), at);
                if (first != null) {
                    twice(entry.name(), path.child(e.name()), "virt '" + e.name() + "' stands", first);
                } else {
                    reading.findings().place(path.child(e.name()), at);
                    virts.add(new NetOpening.PlacedVirt(
                            VirtReader.read(reading.of(e), entry.value(), name, e.name()), at));
                }
            }
        }
        return virts;
    }

    private void twice(YamlNode node, ObjectPath path, String what, SourceLocation first) {
        reading.complain(SourceCode.NAME_TWICE, node, path, what + " here a second time", "the first is at " + first);
    }
}
