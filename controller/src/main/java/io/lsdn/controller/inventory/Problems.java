package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the problems of one reading. */
final class Problems {
    private final List<Diagnostic> found = new ArrayList<>();

    void error(String code, SourceLocation at, String object, String message, String hint) {
        found.add(Diagnostic.error(code, at, object, message, hint));
    }

    /** An error about a source as a whole. */
    void errorOf(String source, String code, String message, String hint) {
        found.add(new Diagnostic(
                Severity.ERROR,
                code,
                Optional.empty(),
                source,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }

    void warning(String code, SourceLocation at, String object, String message, String hint) {
        found.add(new Diagnostic(
                Severity.WARNING,
                code,
                Optional.of(at),
                object,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }

    void add(Diagnostic diagnostic) {
        found.add(diagnostic);
    }

    void addAll(Problems other) {
        found.addAll(other.found);
    }

    /** Takes over what {@code other} found, none of it worse than a warning. */
    void addAsWarnings(Problems other) {
        for (var d : other.found) {
            found.add(
                    d.isError()
                            ? new Diagnostic(
                                    Severity.WARNING, d.code(), d.location(), d.object(), d.message(), d.hint())
                            : d);
        }
    }

    boolean hasErrors() {
        return found.stream().anyMatch(Diagnostic::isError);
    }

    List<Diagnostic> list() {
        return List.copyOf(found);
    }
}
