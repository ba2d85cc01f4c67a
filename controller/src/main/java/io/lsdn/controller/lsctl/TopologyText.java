package io.lsdn.controller.lsctl;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A topology as text that can be read back: LSDN's language, YAML or JSON. */
public final class TopologyText {
    private TopologyText() {}

    public static String json(Topology topology) {
        return json(TopologyTree.of(topology), "") + "\n";
    }

    public static String yaml(Topology topology) {
        var out = new StringBuilder();
        yaml(TopologyTree.of(topology), "", out);
        return out.toString();
    }

    private static String json(Object node, String indent) {
        String deeper = indent + "  ";
        return switch (node) {
            case Map<?, ?> map when map.isEmpty() -> "{}";
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> deeper + quoted(String.valueOf(e.getKey())) + ": " + json(e.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list -> list.stream().map(e -> json(e, indent)).collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            default -> node.toString();
        };
    }

    private static void yaml(Map<?, ?> map, String indent, StringBuilder out) {
        map.forEach((key, value) -> {
            out.append(indent).append(plain(String.valueOf(key))).append(':');
            switch (value) {
                case Map<?, ?> inner
                when !inner.isEmpty() -> {
                    out.append('\n');
                    yaml(inner, indent + "  ", out);
                }
                case List<?> list
                when !list.isEmpty() && list.getFirst() instanceof Map -> {
                    out.append('\n');
                    list.forEach(e ->
                            out.append(indent).append("  - ").append(flow(e)).append('\n'));
                }
                default -> out.append(' ').append(flow(value)).append('\n');
            }
        });
    }

    private static String flow(Object node) {
        return switch (node) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> plain(String.valueOf(e.getKey())) + ": " + flow(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(TopologyText::flow).collect(Collectors.joining(", ", "[", "]"));
            case String text -> plain(text);
            default -> node.toString();
        };
    }

    /** Without quotes where no YAML reader can mistake it. */
    private static String plain(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_/-]*") && !text.matches("(?i)true|false|yes|no|on|off|null|y|n")
                ? text
                : quoted(text);
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> out.append('\\').append((char) c);
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append("\\u%04x".formatted(c));
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** @param claimed what {@code claimLocal} said */
    public static String lsctl(Topology topology, Set<String> claimed) {
        var out = new StringBuilder("namespace import lsdn::*\n");
        if (!topology.context().equals(Topology.DEFAULT_CONTEXT)) {
            out.append("context ").append(word(topology.context())).append('\n');
        }
        topology.settings().values().forEach(s -> out.append(settings(s)).append('\n'));
        topology.physes().values().forEach(p -> {
            out.append("phys -name ").append(word(p.name()));
            p.interfaceName().ifPresent(i -> out.append(" -if ").append(word(i)));
            p.ip().ifPresent(ip -> out.append(" -ip ").append(ip));
            out.append('\n');
        });
        claimed.forEach(p -> out.append("claimLocal -phys ").append(word(p)).append('\n'));
        topology.nets().values().forEach(n -> net(n, out));
        return out.toString();
    }

    private static String settings(Settings s) {
        String text = "settings " + s.type();
        if (s instanceof Settings.VxlanMcast mcast) {
            text += " -mcastIp " + mcast.mcastIp();
        }
        if (s instanceof Settings.Tunnel tunnel) {
            text += " -port " + tunnel.port();
        }
        return s.name().equals(Settings.DEFAULT_NAME) ? text : text + " -name " + word(s.name());
    }

    private static void net(Net net, StringBuilder out) {
        out.append("net -vid ").append(net.vid()).append(" -settings ").append(word(net.settings()));
        if (net.portSecurity()) {
            out.append(" -portSecurity true");
        }
        if (net.setMtu()) {
            out.append(" -setMtu true");
        }
        out.append(' ').append(word(net.name())).append(" {\n");
        if (!net.attach().isEmpty()) {
            out.append("    attach ")
                    .append(net.attach().stream().map(TopologyText::word).collect(Collectors.joining(" ")))
                    .append('\n');
        }
        net.virts().values().forEach(v -> virt(v, out));
        out.append("}\n");
    }

    private static void virt(Virt virt, StringBuilder out) {
        out.append("    virt -name ")
                .append(word(virt.name()))
                .append(" -phys ")
                .append(word(virt.phys()));
        virt.interfaceName().ifPresent(i -> out.append(" -if ").append(word(i)));
        virt.mac().ifPresent(m -> out.append(" -mac ").append(m));
        virt.portSecurity().ifPresent(on -> out.append(" -portSecurity ").append(on));
        virt.setMtu().ifPresent(on -> out.append(" -setMtu ").append(on));
        if (virt.rateIn().isPresent()
                || virt.rateOut().isPresent()
                || !virt.rules().isEmpty()) {
            out.append(" {\n");
            virt.rateIn().ifPresent(r -> rate("in", r, out));
            virt.rateOut().ifPresent(r -> rate("out", r, out));
            virt.rules().forEach(r -> rule(r, out));
            out.append("    }");
        }
        out.append('\n');
    }

    private static void rate(String direction, Rate rate, StringBuilder out) {
        out.append("        rate ")
                .append(direction)
                .append(" -avg ")
                .append(rate.avg())
                .append("bit");
        rate.burst().ifPresent(b -> out.append(" -burst ").append(b));
        rate.burstRate().ifPresent(b -> out.append(" -burstRate ").append(b).append("bit"));
        out.append('\n');
    }

    private static void rule(Rule rule, StringBuilder out) {
        out.append("        rule ")
                .append(rule.direction().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(rule.prio())
                .append(' ')
                .append(rule.action().name().toLowerCase(Locale.ROOT));
        rule.srcIp().ifPresent(s -> out.append(" -srcIp ").append(s));
        rule.dstIp().ifPresent(s -> out.append(" -dstIp ").append(s));
        rule.srcMac().ifPresent(m -> out.append(" -srcMac ").append(m));
        rule.dstMac().ifPresent(m -> out.append(" -dstMac ").append(m));
        out.append('\n');
    }

    /** One word of Tcl: what may mean something else is escaped. */
    private static String word(String text) {
        return text.isEmpty() ? "{}" : text.replaceAll("([^A-Za-z0-9_./:@%+=,-])", "\\\\$1");
    }
}
