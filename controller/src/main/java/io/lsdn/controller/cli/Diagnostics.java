package io.lsdn.controller.cli;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.Severity;
import java.io.PrintStream;
import java.util.List;

/** Prints what is wrong with inputs. */
final class Diagnostics {
    private Diagnostics() {}

    /** Errors and warnings, in their order. */
    static void print(List<Diagnostic> diagnostics, PrintStream err) {
        diagnostics.stream()
                .filter(d -> d.severity() != Severity.INFO)
                .forEach(d -> err.println(DiagnosticPrinter.print(d)));
    }

    static boolean hasErrors(List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /** {@code 2 errors, 1 warning}. */
    static String count(List<Diagnostic> diagnostics) {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        long warnings = diagnostics.stream()
                .filter(d -> d.severity() == Severity.WARNING)
                .count();
        return plural(errors, "error") + (warnings > 0 ? ", " + plural(warnings, "warning") : "");
    }

    static String plural(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
