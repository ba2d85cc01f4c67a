package io.lsdn.controller.writing;

import com.google.gson.GsonBuilder;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A topology written in our own language, so that it reads back as the same topology. */
public final class TopologyText {
    private TopologyText() {}

    /** JSON, which is YAML too. */
    public static String json(Topology topology) {
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(tree(topology))
                + "\n";
    }

    /** YAML as a person would write it. */
    public static String yaml(Topology topology) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        return new Yaml(options).dump(tree(topology));
    }

    private static Map<String, Object> tree(Topology topology) {
        var tree = new LinkedHashMap<String, Object>();
        if (!topology.context().equals(Topology.DEFAULT_CONTEXT)) {
            tree.put("context", topology.context());
        }
        tree.put("settings", each(topology.settings(), TopologyText::settings));
        tree.put("physes", each(topology.physes(), TopologyText::phys));
        tree.put("nets", each(topology.nets(), TopologyText::net));
        return tree;
    }

    private interface Writer<T> {
        Object of(T value);
    }

    private static <T> Map<String, Object> each(Map<String, T> named, Writer<T> writer) {
        var all = new LinkedHashMap<String, Object>();
        named.forEach((name, value) -> all.put(name, writer.of(value)));
        return all;
    }

    private static Map<String, Object> settings(Settings settings) {
        var m = new LinkedHashMap<String, Object>();
        m.put("type", settings.type());
        if (settings instanceof Settings.VxlanMcast mcast) {
            m.put("mcast_ip", mcast.mcastIp().toString());
        }
        if (settings instanceof Settings.Tunnel tunnel) {
            m.put("port", tunnel.port());
        }
        return m;
    }

    private static Map<String, Object> phys(Phys phys) {
        var m = new LinkedHashMap<String, Object>();
        put(m, "if", phys.interfaceName());
        put(m, "ip", phys.ip());
        return m;
    }

    private static Map<String, Object> net(Net net) {
        var m = new LinkedHashMap<String, Object>();
        m.put("vid", net.vid());
        m.put("settings", net.settings());
        m.put("attach", List.copyOf(net.attach()));
        if (net.portSecurity()) {
            m.put("port_security", true);
        }
        if (net.setMtu()) {
            m.put("set_mtu", true);
        }
        m.put("virts", each(net.virts(), TopologyText::virt));
        return m;
    }

    private static Map<String, Object> virt(Virt virt) {
        var m = new LinkedHashMap<String, Object>();
        m.put("phys", virt.phys());
        put(m, "if", virt.interfaceName());
        put(m, "mac", virt.mac());
        virt.portSecurity().ifPresent(on -> m.put("port_security", on));
        virt.setMtu().ifPresent(on -> m.put("set_mtu", on));
        var rates = new LinkedHashMap<String, Object>();
        virt.rateIn().ifPresent(r -> rates.put("in", rate(r)));
        virt.rateOut().ifPresent(r -> rates.put("out", rate(r)));
        if (!rates.isEmpty()) {
            m.put("rate", rates);
        }
        if (!virt.rules().isEmpty()) {
            m.put("rules", virt.rules().stream().map(TopologyText::rule).toList());
        }
        return m;
    }

    private static Map<String, Object> rate(Rate rate) {
        var m = new LinkedHashMap<String, Object>();
        m.put("avg", rate.avg() + "bit");
        rate.burst().ifPresent(b -> m.put("burst", b + "b"));
        rate.burstRate().ifPresent(b -> m.put("burst_rate", b + "bit"));
        return m;
    }

    private static Map<String, Object> rule(Rule rule) {
        var m = new LinkedHashMap<String, Object>();
        m.put("direction", rule.direction().name().toLowerCase(Locale.ROOT));
        m.put("prio", rule.prio());
        m.put("action", rule.action().name().toLowerCase(Locale.ROOT));
        put(m, "src_ip", rule.srcIp());
        put(m, "dst_ip", rule.dstIp());
        put(m, "src_mac", rule.srcMac());
        put(m, "dst_mac", rule.dstMac());
        return m;
    }

    private static void put(Map<String, Object> m, String key, Optional<?> value) {
        value.ifPresent(v -> m.put(key, v.toString()));
    }
}
