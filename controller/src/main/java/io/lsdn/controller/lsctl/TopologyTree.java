package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A topology as a tree of maps, lists, strings, numbers and booleans, with the keys of the topology language. */
final class TopologyTree {
    private TopologyTree() {}

    static Map<String, Object> of(Topology topology) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("context", topology.context());
        putAll(tree, "settings", topology.settings(), TopologyTree::settings);
        putAll(tree, "physes", topology.physes(), TopologyTree::phys);
        putAll(tree, "nets", topology.nets(), TopologyTree::net);
        return tree;
    }

    private static <T> void putAll(
            Map<String, Object> tree, String key, Map<String, T> objects, java.util.function.Function<T, Object> each) {
        var map = new LinkedHashMap<String, Object>();
        objects.forEach((name, object) -> map.put(name, each.apply(object)));
        if (!map.isEmpty()) {
            tree.put(key, map);
        }
    }

    private static Object settings(Settings settings) {
        var map = new LinkedHashMap<String, Object>();
        map.put("type", settings.type());
        if (settings instanceof Settings.VxlanMcast mcast) {
            map.put("mcast_ip", mcast.mcastIp().toString());
        }
        if (settings instanceof Settings.Tunnel tunnel) {
            map.put("port", tunnel.port());
        }
        return map;
    }

    private static Object phys(Phys phys) {
        var map = new LinkedHashMap<String, Object>();
        phys.interfaceName().ifPresent(i -> map.put("if", i));
        phys.ip().ifPresent(ip -> map.put("ip", ip.toString()));
        return map;
    }

    private static Object net(Net net) {
        var map = new LinkedHashMap<String, Object>();
        map.put("vid", net.vid());
        map.put("settings", net.settings());
        map.put("attach", List.copyOf(net.attach()));
        if (net.portSecurity()) {
            map.put("port_security", true);
        }
        if (net.setMtu()) {
            map.put("set_mtu", true);
        }
        putAll(map, "virts", net.virts(), TopologyTree::virt);
        return map;
    }

    private static Object virt(Virt virt) {
        var map = new LinkedHashMap<String, Object>();
        map.put("phys", virt.phys());
        virt.interfaceName().ifPresent(i -> map.put("if", i));
        virt.mac().ifPresent(m -> map.put("mac", m.toString()));
        virt.portSecurity().ifPresent(on -> map.put("port_security", on));
        virt.setMtu().ifPresent(on -> map.put("set_mtu", on));
        var rate = new LinkedHashMap<String, Object>();
        virt.rateIn().ifPresent(r -> rate.put("in", rate(r)));
        virt.rateOut().ifPresent(r -> rate.put("out", rate(r)));
        if (!rate.isEmpty()) {
            map.put("rate", rate);
        }
        if (!virt.rules().isEmpty()) {
            var rules = new ArrayList<Object>();
            virt.rules().forEach(r -> rules.add(rule(r)));
            map.put("rules", rules);
        }
        return map;
    }

    private static Object rate(Rate rate) {
        var map = new LinkedHashMap<String, Object>();
        map.put("avg", rate.avg() + "bit");
        rate.burst().ifPresent(b -> map.put("burst", b + "b"));
        rate.burstRate().ifPresent(b -> map.put("burst_rate", b + "bit"));
        return map;
    }

    private static Object rule(Rule rule) {
        var map = new LinkedHashMap<String, Object>();
        map.put("direction", rule.direction().name().toLowerCase(Locale.ROOT));
        map.put("prio", rule.prio());
        map.put("action", rule.action().name().toLowerCase(Locale.ROOT));
        rule.srcIp().ifPresent(s -> map.put("src_ip", s.toString()));
        rule.dstIp().ifPresent(s -> map.put("dst_ip", s.toString()));
        rule.srcMac().ifPresent(m -> map.put("src_mac", m.toString()));
        rule.dstMac().ifPresent(m -> map.put("dst_mac", m.toString()));
        return map;
    }
}
