package io.lsdn.netmodel.validate;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong with a model. It knows objects, not files.
 *
 * @param path the object or attribute that is wrong; an attribute that is missing is named by where it would stand
 * @param message what is wrong, one line, no full stop
 * @param hint what would be right; empty where the message says it all
 * @param other the other party of a clash
 * @param related what else the judgement rests on
 */
public record Problem(
        ProblemCode code,
        ObjectPath path,
        String message,
        Optional<String> hint,
        Optional<ObjectPath> other,
        List<ObjectPath> related) {
    public Problem {
        related = List.copyOf(related);
    }

    static Problem of(ProblemCode code, ObjectPath path, String message, String hint, ObjectPath... related) {
        return new Problem(code, path, message, Optional.of(hint), Optional.empty(), List.of(related));
    }

    static Problem clash(
            ProblemCode code, ObjectPath path, String message, String hint, ObjectPath other, ObjectPath... related) {
        return new Problem(code, path, message, Optional.of(hint), Optional.of(other), List.of(related));
    }

    public Severity severity() {
        return code.severity();
    }

    /** The same for a report, where its place in a source is known. */
    public Diagnostic toDiagnostic(Optional<SourceLocation> location) {
        return new Diagnostic(severity(), code.text(), location, path.toString(), message, hint);
    }
}
