package io.lsdn.controller.report;

import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the live table shows, from the events so far. Pure: the caller says what time it is and how big the screen is.
 * Not thread-safe.
 */
final class TableModel {
    private static final int SMALLEST_HEIGHT = 4;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private String step = "";

    /** @param at since the rollout's start */
    void on(RolloutEvent event, Duration at) {
        switch (event) {
            case RolloutEvent.HostPhase p ->
                rows.merge(p.host(), Row.entering(p, at), (old, _) -> old.entered(p.phase(), at));
            case RolloutEvent.HostEnded e -> rows.put(e.result().host(), Row.ended(e.result(), at));
            case RolloutEvent.Step s -> step = Texts.escaped(s.text());
            case RolloutEvent.HostWarning _, RolloutEvent.HostLog _, RolloutEvent.TaskOutput _ -> {}
        }
    }

    /**
     * The picture now, at most {@code height} lines of at most {@code width} characters.
     *
     * @param now since the rollout's start
     */
    List<String> frame(Duration now, int width, int height, Style style) {
        int room = Math.max(SMALLEST_HEIGHT, height) - 1;
        var lines = new ArrayList<String>();
        lines.add(style.strong(cut(header(now), width)));
        if (rows.size() <= room) {
            rows.values().forEach(r -> lines.add(line(r, now, width, style)));
            return lines;
        }
        var chosen = mostTelling(room - 1);
        chosen.forEach(r -> lines.add(line(r, now, width, style)));
        lines.add(style.faint(cut("… and " + Texts.plural(rows.size() - chosen.size(), "host") + " more", width)));
        return lines;
    }

    private String header(Duration now) {
        var counts =
                rows.values().stream().collect(Collectors.groupingBy(Row::word, TreeMap::new, Collectors.counting()));
        String tally = counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return Texts.seconds(now) + "  " + tally + (step.isEmpty() ? "" : "  | " + step);
    }

    /** Trouble first, then what is under way, then what waits or is done; within that the inventory's order. */
    private List<Row> mostTelling(int n) {
        var chosen = rows.values().stream()
                .sorted(Comparator.comparingInt(Row::dullness))
                .limit(n)
                .collect(Collectors.toSet());
        return rows.values().stream().filter(chosen::contains).toList();
    }

    private String line(Row row, Duration now, int width, Style style) {
        int names = rows.keySet().stream()
                .mapToInt(h -> Texts.escaped(h).length())
                .max()
                .orElse(0);
        int nameWidth = Math.min(names, Math.max(8, width / 3));
        String name = cut(Texts.escaped(row.host()), nameWidth);
        String start = name + " ".repeat(nameWidth - name.length()) + "  ";
        String word = String.format("%-15s", row.word());
        String rest = "  " + String.format("%7s", Texts.seconds(row.elapsed(now))) + "  " + row.note();
        String plain = cut(start + word + rest, width);
        int from = start.length();
        int to = from + word.length();
        return plain.length() < to
                ? plain
                : plain.substring(0, from) + row.styled(style, plain.substring(from, to)) + plain.substring(to);
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    /**
     * A host.
     *
     * @param began when it left {@link Phase#WAITING}
     * @param ended how and when
     */
    private record Row(
            String host, Phase phase, Optional<Duration> began, Optional<HostResult> result, Optional<Duration> ended) {
        static Row entering(RolloutEvent.HostPhase event, Duration at) {
            return new Row(event.host(), Phase.WAITING, Optional.empty(), Optional.empty(), Optional.empty())
                    .entered(event.phase(), at);
        }

        static Row ended(HostResult result, Duration at) {
            return new Row(
                    result.host(),
                    Phase.ENDED,
                    Optional.of(at.minus(result.took())),
                    Optional.of(result),
                    Optional.of(at));
        }

        Row entered(Phase next, Duration at) {
            return new Row(host, next, next == Phase.WAITING ? began : began.or(() -> Optional.of(at)), result, ended);
        }

        String word() {
            return result.map(r -> Texts.words(r.outcome())).orElse(phase.word());
        }

        Duration elapsed(Duration now) {
            return began.map(b -> ended.orElse(now).minus(b)).orElse(Duration.ZERO);
        }

        String note() {
            return result.map(r -> r.error().map(Texts::fault).orElse(Texts.counts(r.changes())))
                    .orElse("");
        }

        String styled(Style style, String text) {
            return result.map(r -> Texts.styled(style, r.outcome(), text)).orElse(text);
        }

        int dullness() {
            if (result.isPresent()) {
                return result.get().error().isPresent() || result.get().outcome() == HostOutcome.ROLLBACK_FAILED
                        ? 0
                        : 4;
            }
            return switch (phase) {
                case ROLLING_BACK -> 1;
                case CONNECTING, SHIPPING, PREPARING, COMMITTING, CONFIRMING -> 2;
                case PREPARED, COMMITTED -> 3;
                case WAITING, ENDED -> 5;
            };
        }
    }
}
