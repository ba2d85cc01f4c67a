package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Ansible does is in the golden cases ({@code patterns}); here is what it does not do. */
class HostPatternTest {
    private static final SourceLocation HERE = new SourceLocation("play.yaml", 2, 10, "  hosts: …");

    @TempDir
    private Path folder;

    private Inventory inventory =
            new InventoryLoader(Path.of("/"), Map.of()).load(List.of()).inventory();

    @BeforeEach
    void load() throws IOException {
        Files.writeString(folder.resolve("hosts"), "[web]\nweb[1:4]\n[database]\ndb1\ndb2\n[maintenance]\n");
        inventory = new InventoryLoader(folder, Map.of()).load(List.of("hosts")).inventory();
    }

    private static List<String> names(Selection selection) {
        return selection.hosts().stream().map(Host::name).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "databse|did you mean database?",
                "all:!databse|did you mean database?",
                "web:&maintenence|did you mean maintenance?",
                "wbe1|did you mean web1",
                "web:db1,db2|where there is a comma, ':' does not separate"
            })
    void a_name_that_nobody_has_is_an_error_with_candidates(String pattern, String hint) {
        var found = HostPattern.parse(pattern, HERE).select(inventory).diagnostics();
        assertEquals(1, found.size(), found::toString);
        assertEquals("pattern-unknown-name", found.getFirst().code());
        assertEquals(HERE, found.getFirst().location().orElseThrow());
        assertEquals(true, found.getFirst().hint().orElseThrow().contains(hint), found::toString);
    }

    @Test
    void an_empty_group_is_a_known_name() {
        var selection = HostPattern.parse("all:!maintenance", HERE).select(inventory);
        assertEquals(List.of(), selection.diagnostics());
        assertEquals(List.of("web1", "web2", "web3", "web4", "db1", "db2"), names(selection));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x*|pattern-no-match|false",
                "~^x|pattern-no-match|false",
                "~(|pattern-regex|true",
                "web[9]|pattern-subscript|true"
            })
    void what_matches_nothing_is_told(String pattern, String code, boolean error) {
        var found = HostPattern.parse(pattern, HERE).select(inventory).diagnostics();
        assertEquals(List.of(code), found.stream().map(Diagnostic::code).toList());
        assertEquals(error, found.getFirst().isError());
    }

    @Test
    void a_limit_takes_patterns_from_files() throws IOException {
        Files.writeString(folder.resolve("retry"), "web1\n\n  db*  \n!db2\n");
        var limit = HostPattern.parseLimit("@retry,web3", folder);
        assertEquals(List.of(), limit.diagnostics());
        assertEquals(List.of("web1", "db1", "web3"), names(limit.pattern().select(inventory)));
    }

    @Test
    void a_limit_file_is_named_in_the_errors_of_its_lines() throws IOException {
        Files.writeString(folder.resolve("retry"), "web1\nweb9\n");
        var found = HostPattern.parseLimit("@retry", folder)
                .pattern()
                .select(inventory)
                .diagnostics();
        assertEquals("retry:2:1", found.getFirst().location().orElseThrow().toString());
    }

    @Test
    void a_limit_file_that_is_missing_is_an_error() {
        var limit = HostPattern.parseLimit("@nowhere", folder);
        assertEquals(
                List.of("pattern-limit-file"),
                limit.diagnostics().stream().map(Diagnostic::code).toList());
    }

    @Test
    void a_play_within_a_limit_keeps_the_order_of_the_play() {
        var play = HostPattern.parse("database:web", HERE).select(inventory);
        var limit = HostPattern.parseLimit("web2,db*", folder).pattern().select(inventory);
        assertEquals(List.of("db1", "db2", "web2"), names(play.within(limit)));
    }
}
