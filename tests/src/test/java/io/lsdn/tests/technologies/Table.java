package io.lsdn.tests.technologies;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of each technology in each trial, for a person to read. */
final class Table {
    static final String GOOD = "ok";

    private final List<Row> rows;
    private final PrintWriter log;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<Row, Map<String, String>> cells = new LinkedHashMap<>();

    /** @param log gets each cell as it comes: the whole takes an hour in emulation, and is printed in the end */
    Table(List<Row> rows, PrintWriter log) {
        this.rows = rows;
        this.log = log;
        rows.forEach(row -> cells.put(row, new TreeMap<>()));
    }

    /** @param what begins with {@link #GOOD} if all is well */
    void put(Row row, String column, String what) {
        columns.add(column);
        cells.computeIfAbsent(row, _ -> new TreeMap<>()).put(column, what);
        log.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + row + ", " + column + ": " + what);
    }

    /** Those of a column that are not well, with their rows. */
    List<String> bad(String column) {
        return rows.stream()
                .map(row -> row + ": " + cell(row, column))
                .filter(line -> !line.contains(": " + GOOD))
                .toList();
    }

    private String cell(Row row, String column) {
        return cells.getOrDefault(row, Map.of()).getOrDefault(column, "-");
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        columns.forEach(column -> {
            text.append(column).append('\n');
            rows.forEach(row -> text.append("    %-20s %s%n".formatted(row, cell(row, column))));
        });
        String none = rows.stream()
                .map(Row::type)
                .distinct()
                .filter(type -> rows.stream().noneMatch(r -> r.type().equals(type) && r.version() == 6))
                .collect(Collectors.joining(", "));
        return text + "over IPv6 there is no " + none + ": these have no underlay address\n";
    }
}
