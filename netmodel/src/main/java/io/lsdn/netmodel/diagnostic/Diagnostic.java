package io.lsdn.netmodel.diagnostic;

import java.util.Optional;

/**
 * One problem of an input.
 *
 * @param severity whether the input can still be used
 * @param code a stable identifier in kebab-case, for scripts and tests; never decided upon by its message
 * @param location where it stands; empty where no single place can be named
 * @param object the object it is about, by its path in the model ({@code nets.bookstore.virts.web}); may be empty
 * @param message what is wrong, one line, no full stop
 * @param hint what would be right; empty where the message says it all
 */
public record Diagnostic(
        Severity severity,
        String code,
        Optional<SourceLocation> location,
        String object,
        String message,
        Optional<String> hint) {
    public Diagnostic {
        if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("not kebab-case: " + code);
        }
    }

    /** An error with a place. */
    public static Diagnostic error(String code, SourceLocation location, String object, String message, String hint) {
        return new Diagnostic(
                Severity.ERROR,
                code,
                Optional.of(location),
                object,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
