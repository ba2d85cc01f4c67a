package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.inventory.HostVariables;
import io.lsdn.controller.inventory.InventoryLoader;
import io.lsdn.controller.inventory.LoadedInventory;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code playbooks/NAME/topo.yaml} is a topology of this version, and {@code inventories/NAME.ini} has its hosts. */
final class ExamplesTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    static List<String> examples() throws IOException {
        try (Stream<Path> folders = Files.list(PROJECT.resolve("playbooks"))) {
            return folders.filter(f -> Files.exists(f.resolve("topo.yaml")))
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsValidAndItsInventoryClaimsEachPhysOnce(String name) throws Exception {
        var loaded = assertInstanceOf(
                LoadResult.Loaded.class, load("playbooks/" + name + "/topo.yaml"), "playbooks/" + name + "/topo.yaml");
        assertEquals(List.of(), loaded.warnings());
        LoadedInventory inventory =
                new InventoryLoader(PROJECT, Map.of()).load(List.of("inventories/" + name + ".ini"));
        assertFalse(inventory.hasErrors(), inventory::toString);
        List<String> claims = inventory.inventory().hosts().values().stream()
                .flatMap(h -> HostVariables.of(h).variables().claims().stream())
                .sorted()
                .toList();
        assertEquals(List.copyOf(new TreeSet<>(loaded.topology().physes().keySet())), claims);
    }

    @Test
    void everyInventoryBelongsToAnExample() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("inventories"))) {
            List<Path> orphans = files.filter(f -> f.toString().endsWith(".ini"))
                    .filter(f -> !Files.exists(PROJECT.resolve("playbooks")
                            .resolve(f.getFileName().toString().replace(".ini", ""))))
                    .toList();
            assertEquals(List.of(), orphans);
        }
    }

    private static LoadResult load(String argument) throws InterruptedException {
        return TopologySource.load(
                List.of(argument),
                Optional.empty(),
                new SourceEnvironment(
                        new ByteArrayInputStream(new byte[0]), PROJECT, Duration.ofSeconds(60), Unsupported.NOW));
    }
}
