package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.Optional;
import java.util.stream.Collectors;

/** One entry of {@code settings}. */
final class SettingsReader {
    private final ObjectReader object;
    private final String name;

    private SettingsReader(ObjectReader object, String name) {
        this.object = object;
        this.name = name;
    }

    /** Empty only after a report. */
    static Optional<Settings> read(Reading reading, YamlNode node, String name) {
        var object = ObjectReader.open(reading, node, ObjectPath.settings(name), Keys.SETTINGS);
        String types = Settings.TYPES.stream().collect(Collectors.joining(", ", "one of ", ""));
        Optional<Settings> settings =
                object.required("type", ValueType.TYPE, types).flatMap(new SettingsReader(object, name)::ofType);
        if (settings.isEmpty()) {
            reading.findings().unread(ObjectPath.settings(name));
        }
        return settings;
    }

    private Optional<Settings> ofType(String type) {
        return switch (type) {
            case "direct" -> without(new Settings.Direct(name), type, "mcast_ip", "port");
            case "vlan" -> without(new Settings.Vlan(name), type, "mcast_ip", "port");
            case "vxlan/mcast" -> mcast();
            case "vxlan/e2e" -> tunnel(new Settings.VxlanE2e(name, port(Settings.VXLAN_PORT)));
            case "vxlan/static" -> tunnel(new Settings.VxlanStatic(name, port(Settings.VXLAN_PORT)));
            case "geneve" -> tunnel(new Settings.Geneve(name, port(Settings.GENEVE_PORT)));
            case "geneve/e2e" -> tunnel(new Settings.GeneveE2e(name, port(Settings.GENEVE_PORT)));
            default -> throw new IllegalStateException("a type without a record: " + type);
        };
    }

    private Optional<Settings> mcast() {
        Optional<IpAddress> group =
                object.required("mcast_ip", ValueType.IP, "the multicast group, for example mcast_ip: 239.1.1.1");
        int port = port(Settings.VXLAN_PORT);
        return group.map(ip -> new Settings.VxlanMcast(name, ip, port));
    }

    private Optional<Settings> tunnel(Settings.Tunnel tunnel) {
        return without(tunnel, tunnel.type(), "mcast_ip");
    }

    /** With a port that can not be read, nothing that depends on the settings is judged. */
    private int port(int ordinary) {
        Optional<Integer> port = object.value("port", ValueType.PORT);
        if (port.isEmpty() && object.node("port").isPresent()) {
            object.reading().findings().unread(object.path());
        }
        return port.orElse(ordinary);
    }

    private Optional<Settings> without(Settings settings, String type, String... keys) {
        for (String key : keys) {
            object.node(key)
                    .ifPresent(n -> object.reading()
                            .complain(
                                    SourceCode.KEY_NOT_FOR_TYPE,
                                    n,
                                    object.path().child(key),
                                    "'" + key + "' has no meaning for type " + type,
                                    "leave it out"));
        }
        return Optional.of(settings);
    }
}
