package io.lsdn.controller.report;

import io.lsdn.controller.rollout.ChangeCounts;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A result as the text that stays: a line a host, what went wrong, what it means. */
public final class Summary {
    private Summary() {}

    /** @param diff each host's plan comes first */
    public static List<String> of(RolloutResult result, boolean diff, Style style) {
        var lines = new ArrayList<String>();
        var hosts = result.hosts().values();
        if (diff) {
            hosts.forEach(h -> lines.addAll(PlanText.of(h, style)));
        }
        int width = hosts.stream()
                .mapToInt(h -> Texts.escaped(h.host()).length())
                .max()
                .orElse(0);
        hosts.forEach(h -> lines.add(hostLine(h, width, style)));
        hosts.forEach(h -> lines.addAll(troubles(h, style)));
        result.warnings().forEach(w -> lines.add(style.changed("warning") + ": " + Texts.fault(w)));
        lines.add(verdict(result, style));
        if (result.outcome() == RolloutOutcome.ROLLBACK_INCOMPLETE) {
            lines.addAll(wayOut(result));
        }
        return lines;
    }

    private static String hostLine(HostResult h, int width, Style style) {
        String generation = h.generation().map(g -> "generation " + g).orElse("");
        String name = Texts.escaped(h.host());
        String line = name + " ".repeat(width - name.length())
                + "  " + Texts.styled(style, h.outcome(), String.format("%-15s", Texts.words(h.outcome())))
                + "  " + String.format("%-14s", Texts.counts(h.changes()))
                + "  " + String.format("%7s", Texts.seconds(h.took()))
                + "  " + generation + (h.recovered() ? " (recovered an unfinished rollout)" : "");
        return line.stripTrailing();
    }

    /** Each line says which host, what failed, and what to do. */
    private static List<String> troubles(HostResult h, Style style) {
        var lines = new ArrayList<String>();
        String host = Texts.escaped(h.host());

        h.error().ifPresent(f -> lines.add(host + ": " + style.bad(Texts.words(h.outcome())) + ": " + Texts.fault(f)));
        h.left().forEach(l -> lines.add(host + ": " + style.bad("left behind") + ": " + Texts.escaped(l)));
        return lines;
    }

    private static String verdict(RolloutResult r, Style style) {
        String meaning = switch (r.outcome()) {
            case COMMITTED -> style.good("committed") + ": " + tally(r);
            case UNCHANGED -> style.good("unchanged") + ": nothing to do; " + tally(r);
            case CHECKED -> style.good("checked") + ": " + pending(r.hosts().values());
            case ROLLED_BACK -> style.bad("rolled back") + ": every host is as before; " + tally(r);
            case FAILED -> style.bad("failed") + ": nothing was changed on any host; " + tally(r);
            case PARTIAL -> style.bad("partial") + ": failures were tolerated; " + tally(r);
            case ROLLBACK_INCOMPLETE ->
                style.bad("rollback incomplete") + ": a person must look at " + stuck(r) + "; " + tally(r);
        };
        return meaning + (r.interrupted() ? "; interrupted" : "") + "; " + Texts.seconds(r.took()) + " (context "
                + r.context() + ", rollout " + r.rollout() + ")";
    }

    /** Who is where, and with which commands all come to one side. */
    private static List<String> wayOut(RolloutResult r) {
        boolean decided = r.wasDecided();
        String context = r.context().equals(Topology.DEFAULT_CONTEXT) ? "" : " --context " + r.context();
        var lines = new ArrayList<String>();
        lines.add((decided ? "new: " : "as before: ") + or(names(r, h -> h.outcome() != HostOutcome.ROLLBACK_FAILED))
                + "; " + (decided ? "not new: " : "not as before, or not known: ") + stuck(r));
        lines.add("  lsdn-deploy resume " + r.rollout() + "  "
                + (decided ? "makes the others new too" : "looks again, and puts back what is left"));
        if (decided) {
            lines.add("  lsdn-deploy rollback -i INVENTORY" + context + "  takes the new ones back");
        }
        return lines;
    }

    private static String or(String names) {
        return names.isEmpty() ? "none" : names;
    }

    private static String tally(RolloutResult r) {
        return Arrays.stream(HostOutcome.values())
                .map(o -> new Tally(
                        o,
                        r.hosts().values().stream()
                                .filter(h -> h.outcome() == o)
                                .count()))
                .filter(t -> t.count() > 0)
                .map(t -> Texts.plural(t.count(), "host") + " " + Texts.words(t.outcome()))
                .collect(Collectors.joining(", "));
    }

    private record Tally(HostOutcome outcome, long count) {}

    private static String pending(Collection<HostResult> hosts) {
        long changing = hosts.stream().filter(h -> !h.changes().isNone()).count();
        var total = hosts.stream().map(HostResult::changes).reduce(ChangeCounts.NONE, Summary::sum);
        return changing == 0
                ? "no changes pending on " + Texts.plural(hosts.size(), "host")
                : "changes pending on " + changing + " of " + Texts.plural(hosts.size(), "host") + " ("
                        + Texts.counts(total) + "), nothing was changed";
    }

    private static ChangeCounts sum(ChangeCounts a, ChangeCounts b) {
        return new ChangeCounts(a.added() + b.added(), a.changed() + b.changed(), a.removed() + b.removed());
    }

    private static String stuck(RolloutResult r) {
        return names(r, h -> h.outcome() == HostOutcome.ROLLBACK_FAILED);
    }

    private static String names(RolloutResult r, Predicate<HostResult> which) {
        return r.hosts().values().stream()
                .filter(which)
                .filter(h -> h.outcome() != HostOutcome.SKIPPED)
                .map(h -> Texts.escaped(h.host()))
                .collect(Collectors.joining(", "));
    }
}
