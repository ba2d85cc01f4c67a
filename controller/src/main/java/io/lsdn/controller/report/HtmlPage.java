package io.lsdn.controller.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import io.lsdn.controller.rollout.RolloutResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The page: outcome, errors first, hosts on a timeline with what changed on each, the topology. It needs nothing beside itself. */
final class HtmlPage {
    private static final String STYLE = "report.css";

    private final String play;
    private final RolloutResult result;
    private final Timeline timeline;
    private final String drawing;
    private final Instant began;
    private final StringBuilder out = new StringBuilder();

    HtmlPage(RolloutResult result, Timeline timeline, String drawing, Instant began) {
        this("", result, timeline, drawing, began);
    }

    /** @param play its name, if it is one of several */
    HtmlPage(String play, RolloutResult result, Timeline timeline, String drawing, Instant began) {
        this.play = play;
        this.result = result;
        this.timeline = timeline;
        this.drawing = drawing;
        this.began = began;
    }

    String text() {
        return text(List.of(this));
    }

    /** One page of several plays: the last first, as that is where it went wrong if it did. */
    static String text(List<HtmlPage> plays) {
        var out = new StringBuilder();
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(plays.getLast().title()))
                .append("</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n");
        plays.reversed().forEach(p -> out.append(p.body()));
        return out.append("</body>\n</html>\n").toString();
    }

    private String body() {
        out.setLength(0);
        head();
        errors();
        hosts();
        if (!drawing.isEmpty()) {
            out.append("<h2>Topology</h2>\n<div class=\"drawing\">\n")
                    .append(drawing)
                    .append("</div>\n");
        }
        return out.toString();
    }

    private String title() {
        return "lsdn-deploy: " + (play.isEmpty() ? "" : play + ": ")
                + result.outcome().word().replace('_', ' ');
    }

    private void head() {
        out.append("<h1>").append(escaped(title())).append("</h1>\n<p class=\"faint\">context <code>");
        out.append(escaped(result.context())).append("</code>, rollout <code>").append(escaped(result.rollout()));
        out.append("</code>, ").append(began.truncatedTo(ChronoUnit.SECONDS)).append(", ");
        out.append(Texts.seconds(result.took())).append(", ");
        out.append(Texts.plural(result.hosts().size(), "host")).append("</p>\n");
        result.warnings()
                .forEach(w -> out.append("<p class=\"changed\">warning: ")
                        .append(escaped(Texts.fault(w)))
                        .append("</p>\n"));
    }

    private void errors() {
        List<HostResult> wrong = result.hosts().values().stream()
                .filter(h -> h.error().isPresent())
                .toList();
        if (wrong.isEmpty()) {
            return;
        }
        out.append("<h2>Errors</h2>\n");
        for (HostResult h : wrong) {
            out.append("<div class=\"card error\"><div class=\"row\"><b>")
                    .append(escaped(h.host()))
                    .append("</b><span class=\"bad\">")
                    .append(escaped(Texts.words(h.outcome())))
                    .append("</span></div>");
            h.error()
                    .ifPresent(f -> out.append("<div>")
                            .append(escaped(f.message()))
                            .append(" <code class=\"faint\">")
                            .append(escaped(f.code()))
                            .append("</code></div><div class=\"faint\">")
                            .append(escaped(f.hint()))
                            .append("</div>"));
            h.left()
                    .forEach(l -> out.append("<div>left there: <code>")
                            .append(escaped(l))
                            .append("</code></div>"));
            out.append("</div>\n");
        }
    }

    private void hosts() {
        out.append("<h2>Hosts</h2>\n<p class=\"legend faint\"><span class=\"prepare\"></span>prepare")
                .append("<span class=\"commit\"></span>commit<span class=\"confirm\"></span>confirm")
                .append("<span class=\"undo\"></span>roll back</p>\n");
        result.hosts().values().stream()
                .sorted(Comparator.comparing((HostResult h) -> h.error().isEmpty()))
                .forEach(this::host);
    }

    private void host(HostResult h) {
        out.append("<div class=\"card\"><div class=\"row\"><b>")
                .append(escaped(h.host()))
                .append("</b><span class=\"")
                .append(colour(h))
                .append("\">")
                .append(escaped(Texts.words(h.outcome())))
                .append("</span><code>")
                .append(Texts.counts(h.changes()))
                .append("</code><span class=\"faint\">")
                .append(Texts.seconds(h.took()))
                .append(h.generation().map(g -> ", generation " + g).orElse(""))
                .append(h.recovered() ? ", recovered first" : "")
                .append("</span></div>\n<div class=\"bar\">");
        timeline.of(h.host()).forEach(this::span);
        out.append("</div>\n");
        h.warnings()
                .forEach(w -> out.append("<div class=\"changed\">warning: ")
                        .append(escaped(Texts.fault(w)))
                        .append("</div>\n"));
        if (!h.plan().isEmpty()) {
            out.append("<details><summary>")
                    .append(Texts.plural(h.plan().size(), "change"))
                    .append("</summary><pre>");
            h.plan().forEach(p -> out.append(escaped(PlanText.line(p))).append('\n'));
            out.append("</pre></details>\n");
        }
        out.append("</div>\n");
    }

    private void span(Timeline.Span span) {
        String style = style(span.phase());
        if (!style.isEmpty()) {
            out.append(String.format(
                    Locale.ROOT,
                    "<span class=\"%s\" style=\"left:%.2f%%;width:%.2f%%\" title=\"%s %s\"></span>",
                    style,
                    percent(span.from()),
                    percent(span.to().minus(span.from())),
                    span.phase().word(),
                    Texts.seconds(span.to().minus(span.from()))));
        }
    }

    private double percent(Duration part) {
        return Math.min(100, 100.0 * part.toNanos() / Math.max(1, result.took().toNanos()));
    }

    /** Waiting for others is white. */
    private static String style(Phase phase) {
        return switch (phase) {
            case CONNECTING, SHIPPING, PREPARING -> "prepare";
            case COMMITTING -> "commit";
            case CONFIRMING -> "confirm";
            case ROLLING_BACK -> "undo";
            case WAITING, PREPARED, COMMITTED, ENDED -> "";
        };
    }

    private static String colour(HostResult h) {
        return switch (h.outcome()) {
            case COMMITTED -> "changed";
            case UNCHANGED, CHECKED -> "good";
            case SKIPPED -> "faint";
            case ROLLED_BACK, FAILED, UNREACHABLE, ROLLBACK_FAILED -> "bad";
        };
    }

    private static String style() {
        try (var in = HtmlPage.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("this controller was built without " + STYLE);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("this controller's " + STYLE + " cannot be read", e);
        }
    }

    /** Hosts say what they like: no control character, and nothing that HTML would take for its own. */
    private static String escaped(String text) {
        return Texts.escaped(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
