package io.lsdn.controller.writing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lsdn.controller.source.LoadResult;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.controller.source.TopologySource;
import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.compile.MachineFacts;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A topology in another language makes the same kernel objects on every host. */
class WrittenTopologyTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    static Stream<Path> topologies() throws Exception {
        return Stream.of("playbooks", "tests/golden/compile")
                .flatMap(d -> find(PROJECT.resolve(d)))
                .sorted();
    }

    private static Stream<Path> find(Path in) {
        try (var files = Files.walk(in)) {
            return files.filter(f -> f.getFileName().toString().matches("topo\\.yaml|.*\\.lsctl")).toList().stream();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void in_every_language_it_makes_the_same_kernel_objects(Path file) throws Exception {
        for (Topology meant : states(file)) {
            String yaml = TopologyText.yaml(meant);
            Topology json = load(write("written.json", TopologyText.json(load(write("written.yaml", yaml)))));
            assertEquals(meant, json);
            assertEquals(yaml, TopologyText.yaml(json));
            Topology script = load(write("written.lsctl", LsctlText.of(json, Set.of()) + "commit\n"));
            Topology back = load(write("written.yaml", TopologyText.yaml(script)));
            for (String phys : meant.physes().keySet()) {
                assertEquals(compiled(meant, phys), compiled(script, phys), phys);
                assertEquals(compiled(meant, phys), compiled(back, phys), phys);
            }
        }
    }

    private static Object compiled(Topology t, String phys) {
        return Compiler.compile(
                t.slice(Set.of(phys)), Set.of(phys), new MachineFacts(Map.of(phys, 1500), Set.of(phys)));
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text);
    }

    private Topology load(Path file) throws Exception {
        List<Topology> states = states(file);
        assertEquals(1, states.size(), file::toString);
        return states.getFirst();
    }

    /** Of a script, each that it commits. */
    private List<Topology> states(Path file) throws Exception {
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), directory, Duration.ofSeconds(60), Unsupported.NOTHING);
        LoadResult result = TopologySource.load(List.of(file.toString()), Optional.empty(), environment);
        var loaded = assertInstanceOf(LoadResult.Loaded.class, result, file + ": " + result);
        return Stream.concat(loaded.earlier().stream(), Stream.of(loaded))
                .map(LoadResult.Loaded::topology)
                .toList();
    }
}
