package io.lsdn.controller.source;

import io.lsdn.netmodel.validate.ObjectPath;

/** One topology document. */
final class TopologyReader {
    private final Reading reading;
    private final TopologyAssembly assembly;

    private TopologyReader(Reading reading, TopologyAssembly assembly) {
        this.reading = reading;
        this.assembly = assembly;
    }

    static void read(Reading reading, YamlNode root, TopologyAssembly assembly) {
        var reader = new TopologyReader(reading, assembly);
        var object = ObjectReader.open(reading, root, ObjectPath.ROOT, Keys.TOPOLOGY);
        object.node("context").ifPresent(reader::context);
        object.node("settings").ifPresent(reader::settings);
        object.node("physes").ifPresent(reader::physes);
        object.node("nets").ifPresent(reader::nets);
    }

    private void context(YamlNode node) {
        ObjectPath path = ObjectPath.of("context");
        reading.text(node, path).ifPresent(name -> assembly.context(name, reading, node));
    }

    private void settings(YamlNode node) {
        for (Reading.NamedNode entry : reading.named(node, ObjectPath.of("settings"))) {
            String name = entry.name().text();
            ObjectPath path = ObjectPath.settings(name);
            if (assembly.isNew(path, "settings '" + name + "' stand", reading, entry.name())) {
                SettingsReader.read(reading, entry.value(), name).ifPresent(assembly::settings);
            }
        }
    }

    private void physes(YamlNode node) {
        for (Reading.Expanded entry : reading.expanded(node, ObjectPath.of("physes"))) {
            for (RangeElement e : entry.elements()) {
                ObjectPath path = ObjectPath.phys(e.name());
                if (assembly.isNew(path, "phys '" + e.name() + "' stands", reading, entry.name())) {
                    assembly.phys(PhysReader.read(reading.of(e), entry.value(), e.name()));
                }
            }
        }
    }

    private void nets(YamlNode node) {
        for (Reading.NamedNode entry : reading.named(node, ObjectPath.of("nets"))) {
            reading.findings().place(ObjectPath.net(entry.name().text()), reading.at(entry.name()));
            assembly.net(NetReader.read(reading, entry.name(), entry.value()));
        }
    }
}
