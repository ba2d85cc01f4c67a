package io.lsdn.controller.inventory;

import java.util.stream.Collectors;

/** Values as Python writes them. */
final class PythonText {
    private PythonText() {}

    /** {@code str.strip()}, which also takes no-break spaces and the separators of ASCII. */
    static String strip(String s) {
        int start = 0;
        int end = s.length();
        while (start < end && isSpace(s.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(s.charAt(end - 1))) {
            end--;
        }
        return s.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /** {@code str(value)}. */
    static String str(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Unsafe(var text) -> text;
            case Value.Vaulted(var text) -> text;
            case Value.Timestamp(var iso) -> iso.replace('T', ' ');
            case Value other -> repr(other);
        };
    }

    /** {@code repr(value)}. */
    static String repr(Value value) {
        return switch (value) {
            case Value.Null() -> "None";
            case Value.Bool(var b) -> b ? "True" : "False";
            case Value.Int(var i) -> i.toString();
            case Value.Real(var r) -> real(r);
            case Value.Text(var text) -> quoted(text);
            case Value.Unsafe(var text) -> quoted(text);
            case Value.Vaulted(var text) -> quoted(text);
            case Value.Timestamp(var iso) -> quoted(iso);
            case Value.Sequence(var items) ->
                items.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            case Value.Tuple(var items) ->
                items.size() == 1
                        ? "(" + repr(items.getFirst()) + ",)"
                        : items.stream().map(PythonText::repr).collect(Collectors.joining(", ", "(", ")"));
            case Value.Mapping(var entries) ->
                entries.entrySet().stream()
                        .map(e -> repr(e.getKey()) + ": " + repr(e.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** The shortest decimal that reads back as the same number, with an exponent below 1e-4 and from 1e16. */
    static String real(double r) {
        if (Double.isNaN(r)) {
            return "nan";
        }
        if (Double.isInfinite(r)) {
            return r > 0 ? "inf" : "-inf";
        }
        if (r == 0) {
            return 1 / r < 0 ? "-0.0" : "0.0";
        }
        var decimal = new java.math.BigDecimal(Double.toString(r)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            var plain = decimal.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        var digits = decimal.unscaledValue().abs().toString();
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return String.format(
                java.util.Locale.ROOT,
                "%s%se%s%02d",
                r < 0 ? "-" : "",
                mantissa,
                exponent < 0 ? "-" : "+",
                Math.abs(exponent));
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        var out = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> out.append(escaped(c, quote)));
        return out.append(quote).toString();
    }

    private static String escaped(int c, char quote) {
        return switch (c) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (c == quote) {
                    yield "\\" + quote;
                }
                if (c < ' ' || (c >= 0x7f && c < 0xa1) || c == 0xad) {
                    yield String.format(java.util.Locale.ROOT, "\\x%02x", c);
                }
                yield Character.toString(c);
            }
        };
    }
}
