package io.lsdn.controller.playbook;

import io.lsdn.netmodel.topology.Parsed;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
public final class TimeSpan {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private TimeSpan() {}

    public static Parsed<Duration> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return Parsed.bad("");
        }
        long n = Long.parseLong(m.group(1));
        return Parsed.ok(
                switch (m.group(2)) {
                    case "ms" -> Duration.ofMillis(n);
                    case "s" -> Duration.ofSeconds(n);
                    case "m" -> Duration.ofMinutes(n);
                    default -> Duration.ofHours(n);
                });
    }

    /** Within bounds; a number alone is seconds, as in Ansible's playbooks. */
    static Parsed<Duration> between(Duration shortest, Duration longest, String text) {
        return parse(text.matches("\\d+") ? text + "s" : text)
                .then(d -> d.compareTo(shortest) < 0 || d.compareTo(longest) > 0
                        ? Parsed.bad("it is not between " + text(shortest) + " and " + text(longest))
                        : Parsed.ok(d));
    }

    /** The shortest text that {@link #parse} reads as this. */
    public static String text(Duration d) {
        if (d.toMillis() % 1000 != 0) {
            return d.toMillis() + "ms";
        }
        long s = d.toSeconds();
        return s % 3600 == 0 ? s / 3600 + "h" : s % 60 == 0 ? s / 60 + "m" : s + "s";
    }
}
