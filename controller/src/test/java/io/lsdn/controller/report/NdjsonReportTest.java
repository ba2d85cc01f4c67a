package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.netmodel.wire.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonReportTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final NdjsonReport report = new NdjsonReport(
            new PrintStream(bytes, false, StandardCharsets.UTF_8),
            false,
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

    @Test
    void every_event_is_an_object_on_a_line_of_its_own_at_once() {
        report.on(new RolloutEvent.HostPhase("a", RolloutEvent.Phase.ROLLING_BACK));
        report.on(new RolloutEvent.HostWarning("b", new Fault("c", "m\nn", "h")));
        report.on(new RolloutEvent.HostLog("d", "line"));
        report.on(new RolloutEvent.Step("confirm"));
        assertEquals(
                List.of(
                        "{\"event\":\"phase\",\"time\":\"2026-01-02T03:04:05Z\",\"host\":\"a\",\"phase\":\"rolling_back\"}",
                        "{\"event\":\"warning\",\"time\":\"2026-01-02T03:04:05Z\",\"host\":\"b\","
                                + "\"warning\":{\"code\":\"c\",\"message\":\"m\\nn\",\"hint\":\"h\"}}",
                        "{\"event\":\"log\",\"time\":\"2026-01-02T03:04:05Z\",\"host\":\"d\",\"line\":\"line\"}",
                        "{\"event\":\"step\",\"time\":\"2026-01-02T03:04:05Z\",\"text\":\"confirm\"}"),
                lines());
    }

    @Test
    void a_host_that_ends_has_what_it_has_in_the_result() {
        var result = Samples.committed();
        report.on(new RolloutEvent.HostEnded(result.host("a")));
        var host = JsonParser.parseString(lines().getFirst()).getAsJsonObject();
        assertEquals("host", host.get("event").getAsString());
        assertEquals("committed", host.get("outcome").getAsString());
        assertEquals(7, host.get("generation").getAsInt());
    }

    @Test
    void the_last_line_is_the_result() {
        report.ended(Samples.committed());
        assertTrue(
                lines().getFirst()
                        .startsWith("{\"event\":\"rollout\",\"time\":\"2026-01-02T03:04:05Z\",\"rollout\":\"01JD\","),
                lines().getFirst());
        assertEquals(
                2,
                JsonParser.parseString(lines().getFirst())
                        .getAsJsonObject()
                        .getAsJsonObject("hosts")
                        .size());
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
