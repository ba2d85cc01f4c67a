package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.compile.MachineFacts;
import io.lsdn.netmodel.kernel.Description;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelObject;
import io.lsdn.netmodel.kernel.Match;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code tests/golden/compile} is a case: {@code topo.yaml}, {@code claim.txt} (the physes that a machine is)
 * and {@code expected-kernel.txt}, what that machine's kernel should hold, in
 * iproute2's words, a program's instructions (code, jumps, value) under it. The underlay's MTU is 1500. {@code
 * -Dgolden.update=true} writes what comes instead of comparing it.
 */
final class GoldenCompileTest {
    private static final Path ROOT =
            Path.of("..", "tests", "golden", "compile").toAbsolutePath().normalize();
    private static final String EXPECTED = "expected-kernel.txt";

    static List<Path> cases() throws IOException {
        try (Stream<Path> all = Files.list(ROOT)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_a_case_compiles_to_stands_beside_it(Path folder) throws Exception {
        String actual = compile(folder);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(folder.resolve(EXPECTED), actual);
        }
        assertEquals(Files.readString(folder.resolve(EXPECTED)), actual);
    }

    @Test
    void every_file_of_a_case_is_used() throws IOException {
        for (Path folder : cases()) {
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(
                        Set.of("topo.yaml", "claim.txt", EXPECTED),
                        files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()),
                        folder.toString());
            }
        }
    }

    private static String compile(Path folder) throws Exception {
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), folder, Duration.ofSeconds(60), Unsupported.NOTHING);
        LoadResult result = TopologySource.load(List.of("topo.yaml"), Optional.empty(), environment);
        if (!(result instanceof LoadResult.Loaded loaded)) {
            throw new AssertionError("the topology is not valid: " + result);
        }
        Set<String> claimed = new TreeSet<>(Files.readAllLines(folder.resolve("claim.txt")));
        Topology slice = loaded.topology().slice(claimed);
        Map<String, Integer> mtus = claimed.stream().collect(Collectors.toMap(c -> c, _ -> 1500));
        return Compiler.compile(slice, claimed, new MachineFacts(mtus, claimed)).objects().values().stream()
                .map(GoldenCompileTest::text)
                .collect(Collectors.joining());
    }

    private static String text(KernelObject object) {
        String program = object instanceof Filter f && f.match() instanceof Match.Bpf bpf
                ? bpf.program().stream()
                        .map(i -> "    %02x %3d %3d %08x%n".formatted(i.code(), i.jt(), i.jf(), i.k()))
                        .collect(Collectors.joining())
                : "";
        return Description.of(object) + "\n" + program;
    }
}
