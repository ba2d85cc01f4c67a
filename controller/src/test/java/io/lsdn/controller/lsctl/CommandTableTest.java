package io.lsdn.controller.lsctl;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.netmodel.topology.Topology;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The table of the language, row by row: every command with each option in each place where it may stand, and each refusal. All rows
 * run in one tclsh, each on a fresh model; a resource of two columns holds them.
 */
class CommandTableTest {
    private static final String TABLE = "commands.table";
    private static final String FRESH = "settings vxlan/e2e; settings geneve -name g;"
            + " phys -name a -if eth0 -ip 172.16.0.1; phys -name b -if eth0 -ip 172.16.0.2; net n -vid 1";

    @TempDir
    private Path directory;

    private final Committed machine = new Committed();

    /** Remembers instead of changing a kernel. */
    private static final class Committed implements LsctlRun.Machine {
        private final List<String> calls = new ArrayList<>();

        @Override
        public Optional<String> commit(Topology topology, Set<String> claimed) {
            calls.add("commit " + String.join(",", claimed));
            return Optional.empty();
        }

        @Override
        public Optional<String> cleanup(String context) {
            calls.add("cleanup " + context);
            return Optional.empty();
        }
    }

    /** What a row says is the end of what its script shows, or part of its error. */
    private Map<String, String> table() throws Exception {
        var rows = new LinkedHashMap<String, String>();
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream(TABLE))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .map(l -> l.split(" +=> +", 2))
                    .forEach(cells -> assertEquals(
                            "",
                            Optional.ofNullable(rows.put(cells[0].strip(), cells[1].strip()))
                                    .orElse("")));
        }
        return rows;
    }

    @Test
    void every_row_of_the_table_does_or_refuses_what_it_says() throws Exception {
        Map<String, String> table = table();
        var script = new StringBuilder("proc row {body} {\n"
                + "  uplevel #0 {free; context lsdn; " + FRESH + "}\n"
                + "  set failed [catch {uplevel #0 $body} said]\n"
                + "  puts $::out [expr {$failed ? \"! $said\" : [join [split [show -tcl] \\n] { ; }]}]\n"
                + "}\nset out [open result.txt w]\n");
        table.keySet().forEach(row -> script.append("row {").append(row).append("}\n"));
        script.append("close $out\n");
        Files.writeString(directory.resolve("rows.lsctl"), script);
        var err = new ByteArrayOutputStream();
        int exit = new LsctlRun(directory, machine, new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of("rows.lsctl"));
        assertEquals(0, exit, () -> err.toString(StandardCharsets.UTF_8));

        List<String> results = Files.readAllLines(directory.resolve("result.txt"));
        assertEquals(table.size(), results.size());
        var checks = new ArrayList<Executable>();
        int at = 0;
        for (var row : table.entrySet()) {
            String result = results.get(at++).replaceAll(" +", " ");
            checks.add(() -> assertTrue(
                    result.startsWith("! ") == row.getValue().startsWith("! ")
                            && result.contains(row.getValue().replaceFirst("^! ", "")),
                    row.getKey() + "\n   should be " + row.getValue() + "\n   was       " + result));
        }
        assertAll(checks);
        assertEquals(List.of("commit ", "commit a", "commit a,b", "cleanup lsdn", "cleanup other"), machine.calls);
    }
}
