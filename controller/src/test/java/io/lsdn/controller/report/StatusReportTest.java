package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.controller.rollout.StatusSurvey.HostStatus;
import io.lsdn.netmodel.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    @Test
    void a_status_is_the_object_of_the_contract() {
        assertEquals(
                "{\"hosts\":{\"a\":{\"generation\":7,\"digest\":\"d1\",\"drift\":[\"link lsdn-b1 is missing\"],"
                        + "\"unfinished\":null,\"error\":null},"
                        + "\"b\":{\"generation\":null,\"digest\":null,\"drift\":[],\"unfinished\":null,"
                        + "\"error\":{\"code\":\"interface-missing\",\"message\":\"there is no interface tap0\","
                        + "\"hint\":\"create it\"}}}}",
                StatusReport.json(hosts()));
    }

    @Test
    void a_person_reads_a_line_a_host() {
        assertEquals(
                List.of(
                        "a: generation 7, digest d1, drifted in 1 object",
                        "  link lsdn-b1 is missing",
                        "b: unreachable: there is no interface tap0; create it [interface-missing]"),
                StatusReport.text(hosts(), Style.PLAIN));
    }

    private static Map<String, HostStatus> hosts() {
        Map<String, HostStatus> hosts = new LinkedHashMap<>();
        hosts.put(
                "a",
                new HostStatus.Known(new Reply.Status(
                        Optional.of(7L),
                        Optional.of("d1"),
                        List.of("link lsdn-b1 is missing"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
        hosts.put("b", new HostStatus.Unknown(Samples.MISSING, true));
        return hosts;
    }
}
