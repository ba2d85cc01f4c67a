package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lsdn.controller.drawing.Drawing;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Net;
import io.lsdn.netmodel.topology.Phys;
import io.lsdn.netmodel.topology.Settings;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.topology.Virt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as headless Chromium shows it: in a frame as wide as a phone's screen, since a window can not be so narrow. */
class HtmlReportInBrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int PHONE = 360;

    /** Of the frame: what overflows, the colours, what was loaded, and the order of the headings. */
    private static final String PROBE = """
            <!DOCTYPE html><meta charset="utf-8"><iframe id="frame" width="PHONE" height="800" style="border:0"></iframe>
            <script>
            const frame = document.getElementById('frame');
            frame.onload = () => {
                const page = frame.contentDocument, body = getComputedStyle(page.body), root = page.documentElement;
                const background = [body, getComputedStyle(root)].map(s => s.backgroundColor);
                document.body.dataset.probe = JSON.stringify({
                    width: root.scrollWidth, background: background.join(' '), color: body.color,
                    font: parseFloat(body.fontSize),
                    loaded: frame.contentWindow.performance.getEntriesByType('resource').length,
                    headings: [...page.querySelectorAll('h2')].map(h => h.textContent).join('|'),
                    drawn: page.querySelectorAll('svg text').length, title: page.title});
            };
            frame.srcdoc = new TextDecoder().decode(Uint8Array.from(atob('REPORT'), c => c.charCodeAt(0)));
            </script>
            """;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void browser() {
        boolean here = Files.isExecutable(CHROMIUM);
        if (!here && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("this machine lacks chromium; bin/install-test-deps installs it");
        }
        assumeTrue(here, "this machine lacks chromium");
    }

    @Test
    void it_fits_a_phone_with_nothing_from_the_network_and_errors_first() throws Exception {
        JsonObject shown = show(Samples.failed(), false);
        assertTrue(shown.get("width").getAsInt() <= PHONE, shown.toString());
        assertTrue(shown.get("font").getAsDouble() >= 14, shown.toString());
        assertEquals(0, shown.get("loaded").getAsInt(), shown.toString());
        assertTrue(shown.get("headings").getAsString().startsWith("Errors|"), shown.toString());
        assertTrue(shown.get("drawn").getAsInt() > 0, shown.toString());
    }

    @Test
    void it_is_dark_where_the_reader_is() throws Exception {
        JsonObject light = show(Samples.committed(), false);
        JsonObject dark = show(Samples.committed(), true);
        assertNotEquals(light.get("background"), dark.get("background"));
        assertNotEquals(light.get("color"), dark.get("color"));
        assertTrue(brightness(light.get("color")) < 100, light.toString());
        assertTrue(brightness(dark.get("color")) > 150, dark.toString());
    }

    private static double brightness(com.google.gson.JsonElement color) {
        Matcher parts = Pattern.compile("[\\d.]+").matcher(color.getAsString());
        return parts.results()
                .limit(3)
                .mapToDouble(m -> Double.parseDouble(m.group()))
                .average()
                .orElseThrow();
    }

    private JsonObject show(RolloutResult result, boolean dark) throws Exception {
        Path report = directory.resolve("report.html");
        new HtmlReport(report, System.err, topology(), Drawing.SVG::of).ended(result);
        Path probe = directory.resolve("probe.html");
        Files.writeString(
                probe,
                PROBE.replace("PHONE", String.valueOf(PHONE))
                        .replace("REPORT", Base64.getEncoder().encodeToString(Files.readAllBytes(report))));
        Matcher said = Pattern.compile("data-probe=\"([^\"]*)\"").matcher(dom(probe, dark));
        assertTrue(said.find(), "the page did not load");
        return JsonParser.parseString(said.group(1).replace("&quot;", "\"").replace("&amp;", "&"))
                .getAsJsonObject();
    }

    private String dom(Path page, boolean dark) throws Exception {
        var command = new ArrayList<>(List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + directory.resolve("profile"),
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--dump-dom",
                page.toUri().toString()));
        Path out = directory.resolve("dom.html");
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(2, TimeUnit.MINUTES), "chromium does not end");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private static Topology topology() {
        var settings = new Settings.Geneve(Settings.DEFAULT_NAME, 6081);
        var virt = new Virt(
                "till",
                "a",
                Optional.of("tap0"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Topology(
                "lsdn",
                Map.of(settings.name(), settings),
                Map.of("a", new Phys("a", Optional.of("eth0"), Optional.empty())),
                Map.of("shop", new Net("shop", 1, settings.name(), Set.of("a"), Map.of("till", virt), false, false)));
    }
}
