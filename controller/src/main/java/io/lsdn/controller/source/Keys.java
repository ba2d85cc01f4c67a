package io.lsdn.controller.source;

import java.util.List;

/** The keys of the language's objects, as {@code topology.schema.json} has them. */
final class Keys {
    static final List<String> TOPOLOGY = List.of("context", "settings", "physes", "nets");
    static final List<String> SETTINGS = List.of("type", "mcast_ip", "port");
    static final List<String> PHYS = List.of("if", "ip");
    static final List<String> NET = List.of("vid", "settings", "attach", "virts", "port_security", "set_mtu");
    static final List<String> VIRT = List.of("phys", "if", "mac", "rate", "rules", "port_security", "set_mtu");
    static final List<String> RATE = List.of("in", "out");
    static final List<String> LIMIT = List.of("avg", "burst", "burst_rate");
    static final List<String> RULE = List.of("direction", "prio", "action", "src_ip", "dst_ip", "src_mac", "dst_mac");

    private Keys() {}
}
