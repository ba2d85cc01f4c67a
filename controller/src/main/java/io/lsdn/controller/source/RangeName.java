package io.lsdn.controller.source;

import io.lsdn.netmodel.topology.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names with ranges as in an Ansible inventory: {@code p[01:40]}, {@code [a:f]}, {@code [0:10:2]}; both ends belong to
 * it, a zero before the first number pads all to its width. Several ranges in a name make every combination, the last
 * one counting fastest; then <code>{n}</code> can not be used, as it would not be clear which it counts.
 */
final class RangeName {
    private static final Pattern RANGE = Pattern.compile("\\[([^\\[\\]:]*):([^\\[\\]:]*)(?::([^\\[\\]:]*))?]");
    /** More digits than {@link Limits#RANGE} could use; a zero before them is padding, not octal. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private RangeName() {}

    static boolean isRange(String name) {
        return RANGE.matcher(name).find();
    }

    /** The names, in order; of a name without range, that alone. */
    static Parsed<List<RangeElement>> expand(String name) {
        Matcher m = RANGE.matcher(name);
        List<RangeElement> made = List.of(RangeElement.alone(""));
        int end = 0;
        while (m.find()) {
            String before = name.substring(end, m.start());
            end = m.end();
            switch (steps(m.group(1), m.group(2), Optional.ofNullable(m.group(3)))) {
                case Parsed.Bad<List<Step>>(String reason) -> {
                    return Parsed.bad("'" + m.group() + "': " + reason);
                }
                case Parsed.Ok<List<Step>>(List<Step> steps) -> {
                    if ((long) made.size() * steps.size() > Limits.RANGE) {
                        return tooMany();
                    }
                    made = combine(made, before, steps);
                }
            }
        }
        String after = name.substring(end);
        return Parsed.ok(made.stream()
                .map(e -> new RangeElement(e.name() + after, e.counts()))
                .toList());
    }

    private static List<RangeElement> combine(List<RangeElement> made, String before, List<Step> steps) {
        List<RangeElement> all = new ArrayList<>(made.size() * steps.size());
        for (RangeElement head : made) {
            for (Step step : steps) {
                List<RangeElement.Count> counts = new ArrayList<>(head.counts());
                counts.add(step.count);
                all.add(new RangeElement(head.name() + before + step.text, counts));
            }
        }
        return all;
    }

    private static <T> Parsed<T> tooMany() {
        return Parsed.bad("it makes more than " + Limits.RANGE + " names");
    }

    private static Parsed<List<Step>> steps(String first, String last, Optional<String> step) {
        Optional<Long> by = step.isEmpty() ? Optional.of(1L) : number(step.get());
        if (by.isEmpty() || by.get() == 0) {
            return Parsed.bad("the step is a number above 0");
        }
        if (letter(first) >= 0 && letter(last) >= 0) {
            return letters(letter(first), letter(last), by.get());
        }
        // Ansible lets the first number out and means 0.
        String from = first.isEmpty() ? "0" : first;
        Optional<Long> low = number(from);
        Optional<Long> high = number(last);
        if (low.isEmpty() || high.isEmpty()) {
            return Parsed.bad("a range has two numbers, or two letters");
        }
        boolean padded = from.length() > 1 && from.startsWith("0");
        if (padded && from.length() != last.length()) {
            return Parsed.bad("with a zero before the first number, both have the same number of digits");
        }
        return numbers(low.get(), high.get(), by.get(), padded ? from.length() : 1);
    }

    private static Parsed<List<Step>> letters(int low, int high, long by) {
        List<Step> steps = new ArrayList<>();
        for (long i = low; i <= high; i += by) {
            char c = LETTERS.charAt((int) i);
            steps.add(new Step(String.valueOf(c), new RangeElement.Count.Letter(c)));
        }
        return nonEmpty(steps);
    }

    private static Parsed<List<Step>> numbers(long low, long high, long by, int width) {
        if (high >= low && (high - low) / by >= Limits.RANGE) {
            return tooMany();
        }
        List<Step> steps = new ArrayList<>();
        for (long i = low; i <= high; i += by) {
            String digits = Long.toString(i);
            String text = "0".repeat(Math.max(0, width - digits.length())) + digits;
            steps.add(new Step(text, new RangeElement.Count.Numeral(i)));
        }
        return nonEmpty(steps);
    }

    private static Parsed<List<Step>> nonEmpty(List<Step> steps) {
        return steps.isEmpty() ? Parsed.bad("the first is above the last") : Parsed.ok(steps);
    }

    private static int letter(String text) {
        return text.length() == 1 ? LETTERS.indexOf(text) : -1;
    }

    private static Optional<Long> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private record Step(String text, RangeElement.Count count) {}
}
