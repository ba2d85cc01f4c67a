package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.Parsed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the names that a range makes, with what <code>{n}</code> stands for in it.
 *
 * @param counts the place in each range of the name; none if the name has no range
 */
record RangeElement(String name, List<Count> counts) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{n(?::([^{}]*))?}");
    /** Python's format of whole numbers, as far as it makes sense here: zeros before, a width, decimal or hexadecimal. */
    private static final Pattern FORMAT = Pattern.compile("(?:0([1-9][0-9]?))?([dxX]?)");

    RangeElement {
        counts = List.copyOf(counts);
    }

    static RangeElement alone(String name) {
        return new RangeElement(name, List.of());
    }

    /** A number or a letter. */
    sealed interface Count {
        record Numeral(long value) implements Count {}

        record Letter(char value) implements Count {}
    }

    static boolean hasPlaceholder(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /** The text with what each placeholder stands for. */
    Parsed<String> fill(String text) {
        Matcher m = PLACEHOLDER.matcher(text);
        if (!m.find()) {
            return Parsed.ok(text);
        }
        if (counts.size() > 1) {
            return Parsed.bad("the name has " + counts.size() + " ranges, so it is not clear which one {n} counts");
        }
        var out = new StringBuilder();
        do {
            switch (formatted(Optional.ofNullable(m.group(1)), counts.getFirst())) {
                case Parsed.Ok<String>(String value) -> m.appendReplacement(out, Matcher.quoteReplacement(value));
                case Parsed.Bad<String> bad -> {
                    return bad;
                }
            }
        } while (m.find());
        return Parsed.ok(m.appendTail(out).toString());
    }

    private static Parsed<String> formatted(Optional<String> format, Count count) {
        return switch (count) {
            case Count.Letter(char letter) ->
                format.isEmpty()
                        ? Parsed.ok(String.valueOf(letter))
                        : Parsed.bad("a range of letters has no number that ':" + format.get() + "' could format");
            case Count.Numeral(long number) ->
                format.isEmpty() ? Parsed.ok(Long.toString(number)) : number(format.get(), number);
        };
    }

    private static Parsed<String> number(String format, long number) {
        Matcher m = FORMAT.matcher(format);
        if (format.isEmpty() || !m.matches()) {
            return Parsed.bad("':" + format + "' is not a format");
        }
        String width = m.group(1) == null ? "" : "0" + m.group(1);
        String kind = m.group(2).isEmpty() ? "d" : m.group(2);
        return Parsed.ok(String.format("%" + width + kind, number));
    }
}
