package io.lsdn.controller.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.lsdn.controller.source.LoadResult;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.topology.Topology;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code validate} says. */
public final class ValidationReport {
    private ValidationReport() {}

    /** The problems as compilers print them, and a last line on what there is, or how many they are. */
    public static void text(LoadResult result, PrintStream out, PrintStream err) {
        diagnostics(result).stream()
                .filter(d -> d.severity() != Severity.INFO)
                .forEach(d -> err.println(DiagnosticPrinter.print(d)));
        switch (result) {
            case LoadResult.Loaded loaded -> out.println("valid: " + content(loaded.topology()));
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

    private static String count(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.stream()
                .filter(d -> d.severity() == Severity.WARNING)
                .count();
        return Texts.plural(errors, "error") + (warnings > 0 ? ", " + Texts.plural(warnings, "warning") : "");
    }
}
