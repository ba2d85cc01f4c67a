package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Expands {@code web[01:20:2]} and {@code db-[a:f]}; several ranges in one name multiply. */
final class HostRange {
    /** A guard against a slip of the pen: {@code [0:999999999]} is no inventory. */
    static final int MOST_HOSTS = 1_000_000;

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}");

    /** What came of it. */
    sealed interface Expansion {}

    record Names(List<String> names) implements Expansion {}

    record Malformed(String why) implements Expansion {}

    private HostRange() {}

    static Expansion expand(String pattern) {
        var done = new ArrayList<String>();
        var open = new ArrayList<>(List.of(pattern));
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (!next.contains("[")) {
                done.add(next);
            } else {
                switch (expandFirst(next)) {
                    case Malformed m -> {
                        return m;
                    }
                    case Names(var names) -> open.addAll(names.reversed());
                }
            }
            if (done.size() + open.size() > MOST_HOSTS) {
                return new Malformed("the range makes more than " + MOST_HOSTS + " hosts");
            }
        }
        return new Names(done);
    }

    private static Expansion expandFirst(String pattern) {
        int open = pattern.indexOf('[');
        int close = pattern.indexOf(']', open);
        if (close < 0) {
            return new Malformed("a range starts with '[' and does not end");
        }
        var bounds = pattern.substring(open + 1, close).split(":", -1);
        if (bounds.length != 2 && bounds.length != 3) {
            return new Malformed("a range is [begin:end] or [begin:end:step]");
        }
        var begin = bounds[0].isEmpty() ? "0" : bounds[0];
        var end = bounds[1];
        var step = bounds.length == 3 ? bounds[2] : "1";
        if (end.isEmpty()) {
            return new Malformed("a range names its end");
        }
        boolean padded = begin.length() > 1 && begin.startsWith("0");
        if (padded && begin.length() != end.length()) {
            return new Malformed("the ends of a padded range have the same number of digits");
        }
        if (!NUMBER.matcher(step).matches() || Integer.parseInt(step) == 0) {
            return new Malformed("the step of a range is a whole number and not 0");
        }
        var head = pattern.substring(0, open);
        var tail = pattern.substring(close + 1);
        return LETTERS.contains(begin) && LETTERS.contains(end)
                ? letters(head, tail, LETTERS.indexOf(begin), LETTERS.indexOf(end), Integer.parseInt(step))
                : numbers(head, tail, begin, end, Integer.parseInt(step), padded ? begin.length() : 1);
    }

    private static Expansion letters(String head, String tail, int begin, int end, int step) {
        if (begin > end) {
            return new Malformed("a range begins before it ends");
        }
        if (step < 0) {
            return new Names(List.of());
        }
        var names = new ArrayList<String>();
        for (int i = begin; i <= end; i += step) {
            names.add(head + LETTERS.charAt(i) + tail);
        }
        return new Names(names);
    }

    private static Expansion numbers(String head, String tail, String begin, String end, int step, int width) {
        if (!NUMBER.matcher(begin).matches() || !NUMBER.matcher(end).matches()) {
            return new Malformed("a range runs between two numbers of at most nine digits or two letters");
        }
        // Ansible makes the end inclusive by adding one, also where the step is negative.
        long stop = Long.parseLong(end) + 1;
        var names = new ArrayList<String>();
        for (long i = Long.parseLong(begin); step > 0 ? i < stop : i > stop; i += step) {
            if (names.size() > MOST_HOSTS) {
                return new Malformed("the range makes more than " + MOST_HOSTS + " hosts");
            }
            var digits = Long.toString(i);
            names.add(head + "0".repeat(Math.max(0, width - digits.length())) + digits + tail);
        }
        return new Names(names);
    }
}
