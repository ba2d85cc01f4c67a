package io.lsdn.tests.faults;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How faults ended: a table of kinds and steps, and a line a kind for the operations. Safe for several threads. */
final class FaultTally {
    private final Map<Kind, Map<Step, String>> steps = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<String, Integer>> operations = new EnumMap<>(Kind.class);
    private final List<String> failures = new ArrayList<>();
    private final PrintWriter log;
    private int tried;

    /** @param log gets a line a fault as soon as it has ended */
    FaultTally(PrintWriter log) {
        this.log = log;
    }

    synchronized void add(Fault fault, String ended, Duration took) {
        tried++;
        log.printf("%3d %s: %s (%d s)%n", tried, fault, ended, took.toSeconds());
        switch (fault) {
            case Fault.AtStep(Kind kind, Step step) ->
                steps.computeIfAbsent(kind, _ -> new EnumMap<>(Step.class)).put(step, ended);
            case Fault.AtOperation o ->
                operations.computeIfAbsent(o.kind(), _ -> new TreeMap<>()).merge(ended, 1, Integer::sum);
        }
    }

    synchronized void failed(Fault fault, Throwable why, Duration took) {
        add(fault, "WRONG", took);
        log.println(why);
        failures.add(fault + ": " + why);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** A line of the log that is no fault's. */
    void say(String line) {
        log.println(line);
    }

    /** How all ended, as the end of the log. */
    void sayAll() {
        log.print(table());
        log.flush();
    }

    private synchronized String table() {
        var text = new StringBuilder(tried + " faults:\n");
        steps.forEach((kind, row) -> {
            text.append("  ").append(kind.words()).append(":\n");
            row.forEach((step, ended) -> text.append("    %-10s %s%n".formatted(step, ended)));
        });
        operations.forEach((kind, row) -> {
            text.append("  ").append(kind.words()).append(", between operations:\n");
            row.forEach((ended, count) -> text.append("    %4d x %s%n".formatted(count, ended)));
        });
        return text.toString();
    }
}
