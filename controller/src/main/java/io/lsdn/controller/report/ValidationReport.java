package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.topology.IpAddress;
import io.lsdn.netmodel.topology.Ipv6Address;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import io.lsdn.netmodel.validate.RecommendedMtu;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code validate} says. */
public final class ValidationReport {
    /** Of Ethernet. */
    private static final int USUAL_MTU = 1500;

    private ValidationReport() {}

    /** The problems as compilers print them, and a last line on what there is, or how many they are. */
    public static void text(LoadResult result, Verbosity verbosity, PrintStream out, PrintStream err) {
        diagnostics(result).stream()
                .filter(d -> d.severity() != Severity.INFO)
                .forEach(d -> err.println(DiagnosticPrinter.print(d)));
        switch (result) {
            case LoadResult.Loaded loaded -> {
                out.println("valid: " + content(loaded.topology()));
                if (verbosity.level() > 0) {
                    loaded.topology().nets().values().forEach(net -> mtus(loaded.topology(), net, out));
                }
            }
            case LoadResult.Rejected rejected -> err.println("not valid: " + count(rejected.diagnostics()));
        }
    }

    /** {@code {"valid":…,"diagnostics":[…]}}, one line. */
    public static String json(LoadResult result) {
        var list = new JsonArray();
        diagnostics(result).forEach(d -> list.add(json(d)));
        var object = new JsonObject();
        object.addProperty("valid", result instanceof LoadResult.Loaded);
        object.add("diagnostics", list);
        return Json.text(object);
    }

    /** An object a problem, a line each, and a last one that says whether it is valid. */
    public static List<String> ndjson(LoadResult result) {
        var end = new JsonObject();
        end.addProperty("valid", result instanceof LoadResult.Loaded);
        return Stream.concat(diagnostics(result).stream().map(ValidationReport::json), Stream.of(end))
                .map(Json::text)
                .toList();
    }

    private static List<Diagnostic> diagnostics(LoadResult result) {
        return switch (result) {
            case LoadResult.Loaded l -> l.warnings();
            case LoadResult.Rejected r -> r.diagnostics();
        };
    }

    static JsonObject json(Diagnostic d) {
        var object = new JsonObject();
        object.addProperty("severity", d.severity().name().toLowerCase(Locale.ROOT));
        object.addProperty("code", d.code());
        JsonElement none = JsonNull.INSTANCE;
        object.add("file", none);
        object.add("line", none);
        object.add("column", none);
        d.location().ifPresent(l -> {
            object.addProperty("file", l.source());
            object.addProperty("line", l.line());
            object.addProperty("column", l.column());
        });
        object.addProperty("object", d.object());
        object.addProperty("message", d.message());
        object.addProperty("hint", d.hint().orElse(""));
        return object;
    }

    private static String content(Topology t) {
        long virts = t.nets().values().stream().mapToLong(n -> n.virts().size()).sum();
        long rules = t.nets().values().stream()
                .flatMap(n -> n.virts().values().stream())
                .mapToLong(v -> v.rules().size())
                .sum();
        return Stream.of(
                        Texts.plural(t.nets().size(), "net"),
                        t.physes().size() == 1 ? "1 phys" : t.physes().size() + " physes",
                        Texts.plural(virts, "virt"),
                        Texts.plural(rules, "rule"))
                .collect(Collectors.joining(", "));
    }

    /** Which MTU is right for the virts of a net; only their hosts know the underlay's. */
    private static void mtus(Topology t, Net net, PrintStream out) {
        for (Virt virt : net.virts().values()) {
            Settings settings = t.settingsOf(net);
            Optional<IpAddress> ip = t.phys(virt.phys()).ip();
            int mtu = RecommendedMtu.of(settings, ip.map(IpAddress::bits).orElse(0), USUAL_MTU);
            String over = settings instanceof Settings.Tunnel
                    ? " over " + (ip.filter(Ipv6Address.class::isInstance).isPresent() ? "IPv6" : "IPv4")
                    : "";
            out.println("virt " + virt.name() + " of net " + net.name() + ": MTU " + mtu + " (" + settings.type() + over
                    + ", where the MTU of " + virt.phys() + " is " + USUAL_MTU + ")");
        }
    }

    private static String count(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.stream()
                .filter(d -> d.severity() == Severity.WARNING)
                .count();
        return Texts.plural(errors, "error") + (warnings > 0 ? ", " + Texts.plural(warnings, "warning") : "");
    }
}
