package io.lsdn.controller.playbook;

import io.lsdn.controller.rollout.BatchSize;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.source.ValueType;
import io.lsdn.netmodel.diagnostic.DidYouMean;
import io.lsdn.netmodel.topology.Parsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the values of a playbook are read. */
final class Values {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    static final ValueType<BatchSize> BATCH = new ValueType<>(
            PlaybookCode.NOT_A_BATCH_SIZE,
            "a number of hosts",
            "for example 1 or 25%; 0 is all that are left",
            Values::batch);
    static final ValueType<BigDecimal> PERCENTAGE =
            new ValueType<>(PlaybookCode.NOT_A_PERCENTAGE, "a percentage", "0 to 100 is", Values::percentage);
    static final ValueType<Duration> CONFIRM = new ValueType<>(
            PlaybookCode.NOT_A_TIME,
            "a time",
            "for example 30s or 2m",
            t -> TimeSpan.between(Play.SHORTEST_CONFIRM, Play.LONGEST_CONFIRM, t));
    static final ValueType<Duration> TIMEOUT = new ValueType<>(
            PlaybookCode.NOT_A_TIME,
            "a time",
            "for example 30s or 2m",
            t -> TimeSpan.between(PlayTask.SHORTEST, PlayTask.LONGEST, t));
    static final ValueType<OnFailure> ON_FAILURE = new ValueType<>(
            PlaybookCode.UNKNOWN_ON_FAILURE,
            "what can be done on a failure",
            "",
            t -> word(t, Arrays.stream(OnFailure.values()).map(OnFailure::word).toList())
                    .then(w -> Parsed.ok(
                            OnFailure.valueOf(w.toUpperCase(Locale.ROOT).replace('-', '_')))));
    static final ValueType<PlayTask.Where> WHERE = new ValueType<>(
            PlaybookCode.UNKNOWN_PLACE,
            "where a task can be run",
            "",
            t -> word(t, List.of("controller", "hosts"))
                    .then(w -> Parsed.ok(PlayTask.Where.valueOf(w.toUpperCase(Locale.ROOT)))));
    static final ValueType<ShellTemplate> COMMAND =
            new ValueType<>(PlaybookCode.TEMPLATE_INVALID, "a command", "", ShellTemplate::parse);

    private Values() {}

    private static Parsed<BatchSize> batch(String text) {
        if (!text.matches("\\d{1,9}%?")) {
            return Parsed.bad("");
        }
        int n = Integer.parseInt(text.replace("%", ""));
        return Parsed.ok(text.endsWith("%") ? new BatchSize.Percent(n) : new BatchSize.Count(n));
    }

    /** With or without its sign, as in Ansible. */
    private static Parsed<BigDecimal> percentage(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?%?")) {
            return Parsed.bad("");
        }
        var n = new BigDecimal(text.replace("%", ""));
        return n.compareTo(ALL) > 0 ? Parsed.bad("it is above 100") : Parsed.ok(n);
    }

    private static Parsed<String> word(String text, List<String> words) {
        return words.contains(text)
                ? Parsed.ok(text)
                : Parsed.bad(DidYouMean.hint(text, words, "choices").orElse(""));
    }
}
