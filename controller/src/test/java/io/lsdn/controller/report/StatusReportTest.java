package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.RolloutEntry;
import io.lsdn.netmodel.wire.Holder;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Unfinished;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    @Test
    void a_status_is_the_object_of_the_contract() {
        assertEquals(
                "{\"hosts\":{\"a\":{\"generation\":7,\"digest\":\"d1\",\"drift\":[\"link lsdn-b1 is missing\"],"
                        + "\"pending\":[\"virt till of net shop waits for interface tap3\"],"
                        + "\"unfinished\":null,\"error\":null},"
                        + "\"b\":{\"generation\":null,\"digest\":null,\"drift\":[],\"pending\":[],\"unfinished\":null,"
                        + "\"error\":{\"code\":\"interface-missing\",\"message\":\"there is no interface tap0\","
                        + "\"hint\":\"create it\"}}}}",
                new StatusReport(List.of()).json(hosts()));
    }

    @Test
    void a_person_reads_a_line_a_host() {
        assertEquals(
                List.of(
                        "a: generation 7, digest d1, drifted in 1 object, 1 pending",
                        "  link lsdn-b1 is missing",
                        "  pending: virt till of net shop waits for interface tap3",
                        "b: unreachable: there is no interface tap0; create it [interface-missing]"),
                new StatusReport(List.of()).text(hosts(), Style.PLAIN));
    }

    @Test
    void what_is_unfinished_is_told_with_its_owner_and_the_way_out() {
        var theirs = new Holder("01A", "bob", "door", 7, "then");
        var ours = new Holder("01B", "ann", "desk", 41, "now");
        var left = new Answered.With<>(new Reply.Status(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(new Unfinished(Optional.of(theirs), true)),
                Optional.empty(),
                List.of()));
        var open = new OpenRollout(
                new RolloutEntry(
                        ours,
                        "lsdn",
                        "deploy",
                        Optional.empty(),
                        1,
                        Set.of("b"),
                        new Invocation("/", List.of(), Optional.empty(), Optional.empty(), false)),
                Optional.of(new Decision("01B", "lsdn", 2, false, List.of(), List.of())));
        Map<String, Answered<Reply.Status>> hosts = new LinkedHashMap<>();
        hosts.put("a", left);
        hosts.put("b", new Answered.Not<>(Samples.MISSING, true));
        assertEquals(
                List.of(
                        "a: nothing confirmed, as confirmed",
                        "  what a failed commit of bob@door (pid 7), rollout 01A, since then applied was kept; the next rollout"
                                + " takes it back",
                        "b: unreachable: there is no interface tap0; create it [interface-missing]",
                        "  rollout 01B was decided and did not come to its end here: lsdn-deploy resume 01B"),
                new StatusReport(List.of(open)).text(hosts, Style.PLAIN));
        String json = new StatusReport(List.of(open)).json(hosts);
        assertTrue(
                json.contains("\"unfinished\":{\"rollout\":\"01A\",\"user\":\"bob\",\"host\":\"door\",\"pid\":7,"
                        + "\"since\":\"then\",\"running\":false,\"kept\":true,\"decided\":false}"),
                json);
        assertTrue(json.contains("\"running\":false,\"kept\":false,\"decided\":true}"), json);
    }

    private static Map<String, Answered<Reply.Status>> hosts() {
        Map<String, Answered<Reply.Status>> hosts = new LinkedHashMap<>();
        hosts.put(
                "a",
                new Answered.With<>(new Reply.Status(
                        Optional.of(7L),
                        Optional.of("d1"),
                        List.of("link lsdn-b1 is missing"),
                        List.of("virt till of net shop waits for interface tap3"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
        hosts.put("b", new Answered.Not<>(Samples.MISSING, true));
        return hosts;
    }
}
