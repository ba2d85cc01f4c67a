package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.validate.ProblemCode;
import io.lsdn.netmodel.validate.Unsupported;
import io.lsdn.netmodel.validate.Validator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code tests/golden/topology} is a case: what is loaded, and beside it what comes of it. A new case
 * needs no code. {@code -Dgolden.update=true} writes what comes instead of comparing it.
 *
 * <ul>
 *   <li>{@code topo.yaml}, or what {@code arguments.txt} names, one a line; {@code stdin.yaml} is standard input
 *   <li>{@code claim.txt}: physes that one machine claims, to be validated together
 *   <li>{@code expected-diagnostics.txt}: what is printed; warnings only, if there is also
 *   <li>{@code expected-topology.txt}: the topology
 * </ul>
 *
 * A case whose name begins with {@code unsupported} is loaded as by a version that refuses some things, the others without; one
 * whose name begins with {@code program-timeout} gives programs one second, the others a minute.
 */
final class GoldenTopologyTest {
    static final Path ROOT =
            Path.of("..", "tests", "golden", "topology").toAbsolutePath().normalize();
    private static final Set<String> EXPECTATIONS = Set.of("expected-diagnostics.txt", "expected-topology.txt");

    private static final Unsupported SOME = new Unsupported(Set.of("geneve"), Set.of("set_mtu"));

    static List<Path> cases() throws IOException {
        try (Stream<Path> all = Files.list(ROOT)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatComesOfACaseIsWhatStandsBesideIt(Path folder) throws Exception {
        Map<String, String> actual = run(folder);
        if (Boolean.getBoolean("golden.update")) {
            write(folder, actual);
        }
        Map<String, String> expected = new TreeMap<>();
        for (String name : EXPECTATIONS) {
            if (Files.exists(folder.resolve(name))) {
                expected.put(name, Files.readString(folder.resolve(name)));
            }
        }
        assertEquals(text(expected), text(actual));
    }

    @Test
    void everyCodeHasACase() throws IOException {
        Set<String> missing = Stream.concat(
                        Arrays.stream(SourceCode.values()).map(SourceCode::text),
                        Arrays.stream(ProblemCode.values()).map(ProblemCode::text))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Path folder : cases()) {
            Path file = folder.resolve("expected-diagnostics.txt");
            if (Files.exists(file)) {
                String text = Files.readString(file);
                missing.removeIf(code -> text.contains("[" + code + "]"));
            }
        }
        assertEquals(Set.of(), missing);
    }

    /** A file that no run reads would rot unseen. */
    @Test
    void everyFileOfACaseIsUsed() throws IOException {
        List<Path> orphans = new ArrayList<>();
        for (Path folder : cases()) {
            Set<Path> used = new TreeSet<>(List.of(folder.resolve("arguments.txt"), folder.resolve("claim.txt")));
            EXPECTATIONS.forEach(e -> used.add(folder.resolve(e)));
            arguments(folder)
                    .forEach(a -> used.add(
                            a.equals("-")
                                    ? folder.resolve("stdin.yaml")
                                    : folder.resolve(a).normalize()));
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(f -> used.stream().noneMatch(f::startsWith))
                        .forEach(orphans::add);
            }
        }
        assertEquals(List.of(), orphans);
    }

    private static Map<String, String> run(Path folder) throws Exception {
        Path input = folder.resolve("stdin.yaml");
        try (InputStream stdin =
                Files.exists(input) ? Files.newInputStream(input) : new ByteArrayInputStream(new byte[0])) {
            String name = folder.getFileName().toString();
            var environment = new SourceEnvironment(
                    stdin,
                    folder,
                    Duration.ofSeconds(name.startsWith("program-timeout") ? 1 : 60),
                    name.startsWith("unsupported") ? SOME : Unsupported.NOTHING);
            return outcome(folder, TopologySource.load(arguments(folder), Optional.empty(), environment));
        }
    }

    private static Map<String, String> outcome(Path folder, LoadResult result) throws IOException {
        Map<String, String> files = new TreeMap<>();
        switch (result) {
            case LoadResult.Rejected(List<Diagnostic> diagnostics) ->
                files.put("expected-diagnostics.txt", print(diagnostics));
            case LoadResult.Loaded loaded -> {
                files.put("expected-topology.txt", TopologyText.of(loaded.topology()));
                List<Diagnostic> all = new ArrayList<>(loaded.warnings());
                if (Files.exists(folder.resolve("claim.txt"))) {
                    Set<String> claim = Set.copyOf(Files.readAllLines(folder.resolve("claim.txt")));
                    Validator.validateClaim(loaded.topology(), new TreeSet<>(claim)).stream()
                            .map(p -> p.toDiagnostic(loaded.locations().of(p.path())))
                            .forEach(all::add);
                }
                if (!all.isEmpty()) {
                    files.put("expected-diagnostics.txt", print(all));
                }
            }
        }
        return files;
    }

    private static List<String> arguments(Path folder) throws IOException {
        Path file = folder.resolve("arguments.txt");
        return Files.exists(file) ? Files.readAllLines(file) : List.of("topo.yaml");
    }

    private static String print(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(d -> DiagnosticPrinter.print(d).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Map<String, String> files) {
        return files.entrySet().stream()
                .map(e -> "== " + e.getKey() + "\n" + e.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        for (String name : EXPECTATIONS) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }
}
