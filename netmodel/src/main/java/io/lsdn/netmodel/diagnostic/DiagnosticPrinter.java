package io.lsdn.netmodel.diagnostic;

import java.util.Locale;

/** Turns diagnostics into the text that a person reads. */
public final class DiagnosticPrinter {
    private static final int WIDEST = 120;
    private static final int BEFORE = 60;
    /** Nobody reads more of a message; a name in it may be as long as the input. */
    private static final int LONGEST = 600;

    private static final String CUT = "…";

    private DiagnosticPrinter() {}

    /**
     * The diagnostic in one line, then the offending line of the source (of a long one, the part around the place) with a
     * caret below the column:
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
        out.append(d.severity().name().toLowerCase(Locale.ROOT)).append(": ");
        if (!d.object().isEmpty()) {
            out.append(brief(d.object())).append(": ");
        }
        out.append(brief(d.message()));
        d.hint().ifPresent(h -> out.append("; ").append(brief(h)));
        out.append(" [").append(d.code()).append(']');
        d.location().filter(l -> !l.text().isBlank()).ifPresent(l -> appendExcerpt(out, l));
        return out.toString();
    }

    private static void appendExcerpt(StringBuilder out, SourceLocation l) {
        int[] text = l.text().codePoints().toArray();
        int place = Math.min(l.column() - 1, text.length);
        int from = Math.clamp(place - BEFORE, 0, Math.max(0, text.length - WIDEST));
        int to = Math.min(text.length, from + WIDEST);
        String head = (from > 0 ? CUT : "") + oneLine(new String(text, from, Math.max(0, Math.min(place, to) - from)));
        String tail = oneLine(new String(text, place, Math.max(0, to - place))) + (to < text.length ? CUT : "");
        out.append("\n    ").append(head).append(tail).append("\n    ");
        head.codePoints().forEach(c -> out.append(c == '\t' ? '\t' : ' '));
        out.append('^');
    }

    private static String brief(String s) {
        return s.length() <= LONGEST ? oneLine(s) : oneLine(s.substring(0, LONGEST)) + CUT;
    }

    /** Input is quoted in messages: a control character in it must not move a terminal's cursor or fake a line. */
    public static String oneLine(String s) {
        var out = new StringBuilder(s.length());
        s.codePoints().forEach(c -> {
            if (c == '\t' || !movesTheCursor(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(c < 0x100 ? "\\x%02x" : "\\u{%x}", c));
            }
        });
        return out.toString();
    }

    /** Controls, and the invisible characters that turn the direction of writing or end a line. */
    private static boolean movesTheCursor(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
