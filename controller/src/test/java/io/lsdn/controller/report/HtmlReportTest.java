package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.topology.Topology;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void errors_come_first_and_hosts_that_failed_before_the_others() {
        String page = page(Samples.failed());
        assertTrue(page.indexOf("<h2>Errors</h2>") < page.indexOf("<h2>Hosts</h2>"));
        assertTrue(page.contains("there is no interface tap0"));
        assertTrue(page.contains("create it"));
        assertFalse(page.contains("\033"), "a control character of a host");
    }

    @Test
    void the_changes_of_a_host_are_listed() {
        String page = page(Samples.committed());
        assertFalse(page.contains("<h2>Errors</h2>"));
        assertTrue(page.contains("4 changes"));
        assertTrue(page.contains("lsdn-b1"));
        assertTrue(page.contains("generation 7"));
    }

    @Test
    void nothing_is_loaded_from_elsewhere() {
        String page = page(Samples.stuck());
        assertFalse(page.contains("src="), page);
        assertFalse(page.contains("url("), page);
        assertFalse(page.contains("<script"), page);
        assertTrue(page.contains("left there: <code>link lsdn-b1"));
    }

    @Test
    void a_phase_lasts_until_the_next() {
        var ticks = new ArrayDeque<>(List.of(0L, 1_000_000L, 4_000_000L, 9_000_000L));
        var timeline = new Timeline(ticks::removeFirst);
        timeline.on(new RolloutEvent.HostPhase("a", Phase.CONNECTING));
        timeline.on(new RolloutEvent.HostPhase("a", Phase.COMMITTING));
        timeline.on(new RolloutEvent.HostEnded(Samples.committed().host("a")));
        assertEquals(
                List.of(
                        new Timeline.Span(Phase.CONNECTING, Duration.ofMillis(1), Duration.ofMillis(4)),
                        new Timeline.Span(Phase.COMMITTING, Duration.ofMillis(4), Duration.ofMillis(9))),
                timeline.of("a"));
    }

    @Test
    void the_file_holds_the_drawing_of_the_topology() throws Exception {
        Path file = directory.resolve("report.html");
        new HtmlReport(file, System.err, Topology.empty("lsdn"), _ -> "<svg>drawn</svg>").ended(Samples.committed());
        String page = Files.readString(file);
        assertTrue(page.startsWith("<!DOCTYPE html>"), page);
        assertTrue(page.contains("<svg>drawn</svg>"), page);
    }

    private static String page(RolloutResult result) {
        return new HtmlPage(result, new Timeline(System::nanoTime), "", BEGAN).text();
    }
}
