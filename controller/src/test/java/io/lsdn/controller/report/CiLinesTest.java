package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.RolloutEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CiLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void github_folds_each_step_and_marks_the_host_that_failed() {
        try (var lines = lines(CiSystem.GITHUB)) {
            lines.on(new RolloutEvent.HostEnded(Samples.failed().host("a")));
            lines.on(new RolloutEvent.Step("roll: back"));
        }
        assertEquals(
                List.of(
                        "::group::prepare",
                        "a: failed: there is no interface tap0; create it [interface-missing]",
                        "::error title=a%3A failed::there is no interface tap0; create it [interface-missing]",
                        "::endgroup::",
                        "::group::roll: back",
                        "::endgroup::"),
                printed());
    }

    @Test
    void gitlab_folds_each_step() {
        try (var lines = lines(CiSystem.GITLAB)) {
            lines.on(new RolloutEvent.Step("confirm"));
        }
        List<String> printed = printed();
        assertTrue(printed.get(0).matches("\033\\[0Ksection_start:\\d+:lsdn_0\r\033\\[0Kprepare"), printed.get(0));
        assertTrue(printed.get(1).matches("\033\\[0Ksection_end:\\d+:lsdn_0\r\033\\[0K"), printed.get(1));
        assertTrue(printed.get(2).endsWith("lsdn_1\r\033[0Kconfirm"), printed.get(2));
    }

    @Test
    void the_systems_are_known_by_their_variables() {
        assertEquals(Optional.of(CiSystem.GITHUB), CiSystem.of(Map.of("GITHUB_ACTIONS", "true")));
        assertEquals(Optional.of(CiSystem.GITLAB), CiSystem.of(Map.of("GITLAB_CI", "true")));
        assertEquals(Optional.empty(), CiSystem.of(Map.of("CI", "true")));
    }

    private CiLines lines(CiSystem system) {
        return new CiLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), new Verbosity(0), system);
    }

    private List<String> printed() {
        return List.of(bytes.toString(StandardCharsets.UTF_8).split("\n"));
    }
}
