package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutEvent.HostEnded;
import io.lsdn.controller.rollout.RolloutEvent.HostPhase;
import io.lsdn.controller.rollout.RolloutEvent.HostWarning;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import io.lsdn.controller.rollout.RolloutEvent.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private static final Duration START = Duration.ZERO;

    private final TableModel model = new TableModel();

    @Test
    void each_host_has_a_row_with_its_phase_and_time() {
        on(0, new HostPhase("a", Phase.WAITING), new HostPhase("host-b", Phase.CONNECTING), new Step("make"));
        on(500, new HostPhase("a", Phase.CONNECTING));
        assertEquals(
                List.of(
                        "2.0 s  2 connecting  | make",
                        "a       connecting         1.5 s",
                        "host-b  connecting         2.0 s"),
                frame(2_000, 80, 24));
    }

    @Test
    void an_ended_host_shows_its_outcome_and_keeps_its_time() {
        var results = Samples.failed().hosts();
        on(1_500, new HostEnded(Objects.requireNonNull(results.get("a"))));
        assertEquals(
                "a  failed             1.5 s  there is no interface tap0; create it [interface-missing]",
                frame(9_000, 100, 24).get(1));
    }

    @Test
    void on_a_small_screen_trouble_comes_first_and_the_rest_is_counted() {
        for (int i = 0; i < 200; i++) {
            on(0, new HostPhase("h" + i, i == 150 ? Phase.ROLLING_BACK : Phase.PREPARED));
        }
        List<String> frame = frame(1_000, 40, 6);
        assertEquals(6, frame.size());
        assertTrue(frame.stream().anyMatch(l -> l.startsWith("h150  rolling back")), frame.toString());
        assertEquals("… and 196 hosts more", frame.getLast());
    }

    @Test
    void no_line_is_wider_than_the_screen() {
        on(0, new HostPhase("a-host-with-a-very-long-name.example.net", Phase.PREPARING));
        frame(0, 20, 10).forEach(l -> assertTrue(l.length() <= 20, l));
    }

    @Test
    void a_frame_is_drawn_over_the_last_and_closing_gives_the_cursor_back() {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var table = new LiveTable(out, () -> new ScreenSize(80, 24), new Verbosity(0), Style.PLAIN, () -> 0);
        table.on(new HostPhase("a", Phase.CONNECTING));
        table.draw();
        table.on(new HostWarning("a", Samples.MISSING));
        table.draw();
        String drawn = bytes.toString(StandardCharsets.UTF_8);
        String second = drawn.substring(drawn.indexOf("\033[2A\r\033[J"));
        assertTrue(second.contains("a: warning: there is no interface tap0; create it [interface-missing]\n"), second);
        bytes.reset();
        table.close();
        table.draw();
        assertEquals("\033[2A\r\033[J\033[?7h\033[?7l\033[?7h\033[?25h", bytes.toString(StandardCharsets.UTF_8));
    }

    private void on(long millis, RolloutEvent... events) {
        for (RolloutEvent e : events) {
            model.on(e, START.plusMillis(millis));
        }
    }

    private List<String> frame(long millis, int width, int height) {
        return model.frame(START.plusMillis(millis), width, height, Style.PLAIN).stream()
                .map(String::stripTrailing)
                .toList();
    }
}
