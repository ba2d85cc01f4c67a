package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.DiagnosticPrinter;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Golden cases, damaged at random: an input is loaded or refused, never a crash. {@code -Dlsdn.seed=} repeats a run. */
final class TopologyNoiseTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> SCRAPS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "- ",
            "\n",
            "  ",
            "\t",
            "&a ",
            "*a",
            "<<: ",
            "!!str ",
            "? ",
            "| ",
            "> ",
            "#",
            "'",
            "\"",
            "---\n",
            "{n}",
            "{n:02x}",
            "[1:9]",
            "[a:f]",
            "0x",
            "-1",
            "99999999999999999999",
            "é",
            "\u0000",
            "\uD83D\uDE00",
            "",
            "null",
            "%YAML 9.9\n",
            "@",
            "`");

    private final long seed = Optional.ofNullable(Long.getLong("lsdn.seed")).orElseGet(System::nanoTime);
    private final Random random = new Random(seed);

    @Test
    void whateverStandsInAFileIsLoadedOrRefused() throws Exception {
        List<String> texts = new ArrayList<>();
        for (Path folder : GoldenTopologyTest.cases()) {
            Path file = folder.resolve("topo.yaml");
            // Ranges at their limits are slow enough once.
            if (Files.exists(file) && !folder.getFileName().toString().startsWith("ranges-too-large")) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (int i = 0; i < ROUNDS; i++) {
            byte[] text = damaged(texts.get(random.nextInt(texts.size())));
            try {
                check(text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ":\n" + new String(text, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static void check(byte[] text) throws InterruptedException {
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(text), Path.of(""), Duration.ofSeconds(60), Unsupported.NOTHING);
        switch (TopologySource.load(List.of("-"), Optional.empty(), environment)) {
            case LoadResult.Loaded loaded ->
                assertFalse(loaded.warnings().stream().anyMatch(Diagnostic::isError));
            case LoadResult.Rejected(List<Diagnostic> diagnostics) -> {
                assertFalse(diagnostics.isEmpty());
                diagnostics.forEach(DiagnosticPrinter::print);
            }
        }
    }

    private byte[] damaged(String text) {
        var damaged = new StringBuilder(text);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(damaged.length() + 1);
            int end = Math.min(damaged.length(), at + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> damaged.delete(at, end);
                case 1 -> damaged.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
                case 2 -> damaged.insert(random.nextInt(damaged.length() + 1), damaged.substring(at, end));
                default -> damaged.insert(at, (char) random.nextInt(256));
            }
        }
        // Half are bytes that may not be UTF-8.
        return damaged.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }
}
