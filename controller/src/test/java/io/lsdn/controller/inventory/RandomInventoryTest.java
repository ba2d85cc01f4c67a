package io.lsdn.controller.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random inventories, read here and by the Ansible of this machine. {@code -Dlsdn.seed=N} repeats a run,
 * {@code -Dlsdn.inventories=N} makes it longer.
 */
class RandomInventoryTest {
    private static final int PATTERNS = 2;

    private final long seed = Long.getLong("lsdn.seed", new Random().nextLong());
    private final int inventories = Integer.getInteger("lsdn.inventories", 20);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void random_inventories_are_read_as_ansible_reads_them() throws IOException {
        System.out.println("random inventories from seed " + seed);
        try (var ansible = AnsibleOracle.start()) {
            for (int i = 0; i < inventories; i++) {
                var place = Files.createDirectory(folder.resolve("n" + i));
                var generator = new RandomInventory(new Random(seed + i), place);
                compare(ansible, generator, place, "seed " + seed + ", number " + i + " in " + place);
            }
        }
    }

    private static void compare(AnsibleOracle ansible, RandomInventory generator, Path place, String which)
            throws IOException {
        var sources = generator.write();
        var loaded = new InventoryLoader(place, Map.of()).load(sources, Optional.of(place));
        var errors = loaded.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(DiagnosticPrinter::print)
                .collect(Collectors.joining("\n"));
        assertEquals("", errors, which);
        var inventory = loaded.inventory();
        assertEquals(
                JsonParser.parseString(ansible.inventory(place, sources, "--list", "--playbook-dir", ".")),
                JsonParser.parseString(InventoryRenderer.list(inventory)),
                which);
        assertEquals(
                ansible.inventory(place, sources, "--graph", "--vars", "--playbook-dir", ".")
                        .strip(),
                InventoryGraph.draw(inventory, "all", true),
                which);
        for (int i = 0; i < PATTERNS; i++) {
            var pattern = generator.pattern();
            assertEquals(
                    sorted(ansible.hosts(place, sources, pattern)),
                    sorted(ours(inventory, pattern)),
                    which + ", " + pattern);
        }
    }

    private static List<String> ours(Inventory inventory, String pattern) {
        var at = new SourceLocation("pattern", 1, 1, pattern);
        return HostPattern.parse(pattern, at).select(inventory).hosts().stream()
                .map(Host::name)
                .toList();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }
}
