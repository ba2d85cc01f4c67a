package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.validate.ObjectPath;

/** One entry of {@code physes}. */
final class PhysReader {
    private PhysReader() {}

    static Phys read(Reading reading, YamlNode node, String name) {
        var object = ObjectReader.open(reading, node, ObjectPath.phys(name), Keys.PHYS);
        return new Phys(name, object.value("if", ValueType.TEXT), object.value("ip", ValueType.IP));
    }
}
