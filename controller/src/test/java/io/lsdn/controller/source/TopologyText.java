package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.Optional;

/** A topology with every value of it, an object a line, for comparison and for reading. */
final class TopologyText {
    private final StringBuilder out = new StringBuilder();

    private TopologyText() {}

    static String of(Topology t) {
        var text = new TopologyText();
        text.line("context", t.context());
        t.settings().values().forEach(text::settings);
        t.physes().values().forEach(p -> text.line("phys", p.name(), "if", p.interfaceName(), "ip", p.ip()));
        t.nets().values().forEach(text::net);
        return text.out.toString();
    }

    private void settings(Settings s) {
        String port = s instanceof Settings.Tunnel t ? Integer.toString(t.port()) : "-";
        Optional<?> group = s instanceof Settings.VxlanMcast m ? Optional.of(m.mcastIp()) : Optional.empty();
        line("settings", s.name(), "type", s.type(), "port", port, "mcast_ip", group);
    }

    private void net(Net n) {
        line(
                "net",
                n.name(),
                "vid",
                n.vid(),
                "settings",
                n.settings(),
                "attach",
                String.join(",", n.attach()),
                "port_security",
                n.portSecurity(),
                "set_mtu",
                n.setMtu());
        n.virts().values().forEach(this::virt);
    }

    private void virt(Virt v) {
        line(
                "  virt",
                v.name(),
                "phys",
                v.phys(),
                "if",
                v.interfaceName(),
                "mac",
                v.mac(),
                "port_security",
                v.portSecurity(),
                "set_mtu",
                v.setMtu());
        v.rateIn().ifPresent(r -> rate("in", r));
        v.rateOut().ifPresent(r -> rate("out", r));
        v.rules().forEach(this::rule);
    }

    private void rate(String direction, Rate r) {
        line("    rate", direction, "avg", r.avg(), "burst", r.burst(), "burst_rate", r.burstRate());
    }

    private void rule(Rule r) {
        line(
                "    rule",
                r.direction(),
                "prio",
                r.prio(),
                "action",
                r.action(),
                "src_ip",
                r.srcIp(),
                "dst_ip",
                r.dstIp(),
                "src_mac",
                r.srcMac(),
                "dst_mac",
                r.dstMac());
    }

    private void line(Object... words) {
        for (int i = 0; i < words.length; i++) {
            Object word =
                    words[i] instanceof Optional<?> o ? o.map(Object::toString).orElse("-") : words[i];
            out.append(i == 0 ? "" : " ").append(word);
        }
        out.append('\n');
    }
}
