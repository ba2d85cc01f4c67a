package io.lsdn.controller.writing;

import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Rate;
import io.lsdn.netmodel.topology.Rule;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A topology written in LSDN's language, so that a script of it makes the same kernel objects. */
public final class LsctlText {
    /** Bytes; what the compiler takes for a bucket that has no size: a fiftieth of a second, and no less than a jumbo frame. */
    private static final long SMALLEST_BURST = 9216;

    private static final long BURSTS_PER_SECOND = 50;

    private final StringBuilder out = new StringBuilder();
    private int depth;

    private LsctlText() {}

    /** @param claimed the physes that this machine claims */
    public static String of(Topology topology, Set<String> claimed) {
        var text = new LsctlText();
        text.line("namespace import lsdn::*");
        if (!topology.context().equals(Topology.DEFAULT_CONTEXT)) {
            text.line("context", topology.context());
        }
        topology.settings().values().forEach(text::settings);
        topology.physes().values().forEach(text::phys);
        claimed.forEach(p -> text.line("claimLocal", word(p)));
        topology.nets().values().forEach(text::net);
        return text.out.toString();
    }

    private void line(String... words) {
        out.append("    ".repeat(depth)).append(String.join(" ", words)).append('\n');
    }

    private void open(String words) {
        line(words + " {");
        depth++;
    }

    private void close() {
        depth--;
        line("}");
    }

    private void settings(Settings s) {
        var words = new StringBuilder("settings " + s.type() + " -name " + word(s.name()));
        if (s instanceof Settings.VxlanMcast mcast) {
            words.append(" -mcastIp ").append(mcast.mcastIp());
        }
        if (s instanceof Settings.Tunnel tunnel) {
            words.append(" -port ").append(tunnel.port());
        }
        line(words.toString());
    }

    private void phys(Phys p) {
        line("phys -name " + word(p.name()) + option("-if", p.interfaceName()) + option("-ip", p.ip()));
    }

    private void net(Net net) {
        open("net " + word(net.name()) + " -vid " + net.vid() + " -settings " + word(net.settings())
                + (net.portSecurity() ? " -portSecurity 1" : "") + (net.setMtu() ? " -setMtu 1" : ""));
        if (!net.attach().isEmpty()) {
            line("attach "
                    + String.join(
                            " ", net.attach().stream().map(LsctlText::word).toList()));
        }
        net.virts().values().forEach(this::virt);
        close();
    }

    private void virt(Virt v) {
        String words = "virt -name " + word(v.name()) + " -phys " + word(v.phys()) + option("-if", v.interfaceName())
                + option("-mac", v.mac()) + option("-portSecurity", v.portSecurity()) + option("-setMtu", v.setMtu());
        if (v.rateIn().isEmpty() && v.rateOut().isEmpty() && v.rules().isEmpty()) {
            line(words);
            return;
        }
        open(words);
        v.rateIn().ifPresent(r -> rate("in", r));
        v.rateOut().ifPresent(r -> rate("out", r));
        v.rules().forEach(this::rule);
        close();
    }

    private void rate(String direction, Rate r) {
        long burst = r.burst().orElse(Math.max(SMALLEST_BURST, r.avg() / Byte.SIZE / BURSTS_PER_SECOND));
        line("rate " + direction + " -avg " + r.avg() + "bit -burst " + burst + "b"
                + option("-burstRate", r.burstRate().map(b -> b + "bit")));
    }

    private void rule(Rule r) {
        line(
                "rule",
                lower(r.direction()),
                String.valueOf(r.prio()),
                lower(r.action())
                        + option("-srcIp", r.srcIp())
                        + option("-dstIp", r.dstIp())
                        + option("-srcMac", r.srcMac())
                        + option("-dstMac", r.dstMac()));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String option(String name, Optional<?> value) {
        return value.map(v -> " " + name + " " + word(v.toString())).orElse("");
    }

    /** A word that Tcl reads as this text. */
    static String word(String text) {
        if (text.isEmpty()) {
            return "{}";
        }
        var quoted = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (!Character.isLetterOrDigit(c) && ".:/_-@+,=%".indexOf(c) < 0) {
                quoted.append('\\');
            }
            quoted.appendCodePoint(c);
        });
        return quoted.toString();
    }
}
