package io.lsdn.netmodel.diagnostic;

/** Turns diagnostics into the text that a person reads. */
public final class DiagnosticPrinter {
    private DiagnosticPrinter() {}

    /**
     * The diagnostic in one line, then the offending line of the source with a caret below the column:
     *
     * <pre>
     * topo.yaml:7:12: error: nets.shop.vid: 0 is not a virtual network id; 1 to 16777215 is [vid-out-of-range]
     *     vid: 0
     *          ^
     * </pre>
     */
    public static String print(Diagnostic d) {
        var out = new StringBuilder();
        d.location().ifPresent(l -> out.append(oneLine(l.toString())).append(": "));
        out.append(d.severity().name().toLowerCase(java.util.Locale.ROOT)).append(": ");
        if (!d.object().isEmpty()) {
            out.append(oneLine(d.object())).append(": ");
        }
        out.append(oneLine(d.message()));
        d.hint().ifPresent(h -> out.append("; ").append(oneLine(h)));
        out.append(" [").append(d.code()).append(']');
        d.location().filter(l -> !l.text().isBlank()).ifPresent(l -> appendExcerpt(out, l));
        return out.toString();
    }

    private static void appendExcerpt(StringBuilder out, SourceLocation l) {
        out.append("\n    ").append(oneLine(l.text())).append("\n    ");
        int before = l.text()
                .offsetByCodePoints(
                        0,
                        Math.min(
                                l.column() - 1,
                                l.text().codePointCount(0, l.text().length())));
        for (int i = 0; i < before; i++) {
            out.append(l.text().charAt(i) == '\t' ? '\t' : ' ');
        }
        out.append('^');
    }

    /** Input is quoted in messages: a control character in it must not move a terminal's cursor or fake a line. */
    public static String oneLine(String s) {
        var out = new StringBuilder(s.length());
        s.codePoints().forEach(c -> {
            if (c == '\t' || !Character.isISOControl(c)) {
                out.appendCodePoint(c);
            } else {
                out.append("\\x").append(String.format("%02x", c));
            }
        });
        return out.toString();
    }
}
