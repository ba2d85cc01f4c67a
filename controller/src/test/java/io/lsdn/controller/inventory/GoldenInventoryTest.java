package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Inventories in folders beside what Ansible says of them. {@code -Dlsdn.record=true} asks Ansible again and writes its
 * answers down.
 */
class GoldenInventoryTest {
    private static final List<String> OUTPUTS = List.of("list.json", "list.yaml", "graph.txt", "graph-vars.txt");

    @TestFactory
    Stream<DynamicTest> an_inventory_is_read_as_ansible_reads_it() throws IOException {
        if (Boolean.getBoolean("lsdn.record")) {
            record();
        }
        return InventoryCase.under("as-ansible").stream().map(c -> dynamicTest(c.name(), () -> check(c)));
    }

    @Test
    void there_are_at_least_sixty_inventories_and_none_without_its_expectation() {
        var cases = InventoryCase.under("as-ansible");
        assertTrue(cases.size() >= 60, () -> "only " + cases.size());
        for (var one : cases) {
            var expected = new TreeSet<>(OUTPUTS);
            if (!one.patterns().isEmpty()) {
                expected.add("hosts.json");
            }
            var found = new TreeSet<>(
                    List.of(one.folder().resolve("expected").toFile().list()));
            assertEquals(expected, found, one.name());
            assertTrue(!one.sources().isEmpty(), one.name());
        }
    }

    private static void check(InventoryCase one) {
        var loaded = one.load();
        var problems = loaded.diagnostics().stream()
                .filter(d -> d.isError())
                .map(DiagnosticPrinter::print)
                .collect(Collectors.joining("\n"));
        assertEquals("", problems);
        var inventory = loaded.inventory();
        assertEquals(
                JsonParser.parseString(one.read("list.json")),
                JsonParser.parseString(InventoryRenderer.list(inventory)));
        assertEquals(
                one.read("list.json").strip(), InventoryRenderer.list(inventory).strip());
        assertEquals(one.read("graph.txt").strip(), InventoryGraph.draw(inventory, "all", false));
        assertEquals(one.read("graph-vars.txt").strip(), InventoryGraph.draw(inventory, "all", true));
        assertEquals(yaml(one.read("list.yaml")), yaml(InventoryYaml.list(inventory)));
        if (!one.patterns().isEmpty()) {
            checkPatterns(one, inventory);
        }
    }

    private static void checkPatterns(InventoryCase one, Inventory inventory) {
        boolean ordered = inventory.groups().values().stream().noneMatch(g -> g.depth() > 1);
        var expected = JsonParser.parseString(one.read("hosts.json")).getAsJsonObject();
        for (var pattern : one.patterns()) {
            var selected = HostPattern.parse(pattern, new SourceLocation("patterns", 1, 1, pattern))
                    .select(inventory);
            var names = selected.hosts().stream().map(Host::name).toList();
            var right = expected.getAsJsonArray(pattern).asList().stream()
                    .map(e -> e.getAsString())
                    .toList();
            // Ansible leaves the order below the first level of children to chance.
            assertEquals(
                    ordered ? right : right.stream().sorted().toList(),
                    ordered ? names : names.stream().sorted().toList(),
                    pattern);
        }
    }

    /** Both texts are read by one reader, which the list in JSON has shown to read as Ansible does. */
    private static String yaml(String text) {
        return switch (YamlText.read(SourceText.of("yaml", text))) {
            case Document.Content(var root, var warnings) -> {
                assertEquals(List.of(), warnings);
                yield PythonText.repr(sorted(root.value()));
            }
            case Document other -> throw new AssertionError(other + " of " + text);
        };
    }

    private static Value sorted(Value value) {
        return switch (value) {
            case Value.Mapping(var entries) -> {
                var out = new java.util.LinkedHashMap<Value, Value>();
                entries.entrySet().stream()
                        .sorted(java.util.Comparator.comparing(e -> PythonText.repr(e.getKey())))
                        .forEach(e -> out.put(e.getKey(), sorted(e.getValue())));
                yield new Value.Mapping(out);
            }
            case Value.Sequence(var items) ->
                new Value.Sequence(
                        items.stream().map(GoldenInventoryTest::sorted).toList());
            case Value other -> other;
        };
    }

    private static void record() throws IOException {
        try (var oracle = AnsibleOracle.start()) {
            for (var one : InventoryCase.under("as-ansible")) {
                var dir = one.folder();
                one.write("list.json", oracle.inventory(dir, one.sources(), one.options("--list")));
                one.write("list.yaml", oracle.inventory(dir, one.sources(), one.options("--list", "--yaml")));
                one.write("graph.txt", oracle.inventory(dir, one.sources(), one.options("--graph")));
                one.write("graph-vars.txt", oracle.inventory(dir, one.sources(), one.options("--graph", "--vars")));
                if (!one.patterns().isEmpty()) {
                    one.write("hosts.json", hosts(oracle, one));
                } else {
                    Files.deleteIfExists(one.expected("hosts.json"));
                }
            }
        }
    }

    private static String hosts(AnsibleOracle oracle, InventoryCase one) throws IOException {
        var all = new JsonObject();
        for (var pattern : one.patterns()) {
            var array = new JsonArray();
            oracle.hosts(one.folder(), one.sources(), pattern).forEach(array::add);
            all.add(pattern, array);
        }
        return new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(all) + "\n";
    }
}
