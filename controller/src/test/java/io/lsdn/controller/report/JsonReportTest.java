package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.netmodel.wire.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonReportTest {
    @Test
    void a_result_is_the_object_of_the_contract_in_its_order() {
        assertEquals(
                "{\"rollout\":\"01JD\",\"context\":\"lsdn\",\"outcome\":\"committed\",\"seconds\":3.1,\"hosts\":{"
                        + "\"a\":{\"outcome\":\"committed\",\"generation\":7,"
                        + "\"changes\":{\"added\":2,\"changed\":1,\"removed\":1},\"seconds\":0.804,"
                        + "\"error\":null,\"recovered\":true,\"warnings\":[]},"
                        + "\"host-b\":{\"outcome\":\"unchanged\",\"generation\":7,"
                        + "\"changes\":{\"added\":0,\"changed\":0,\"removed\":0},\"seconds\":2,"
                        + "\"error\":null,\"recovered\":false,\"warnings\":[]}}}\n",
                printed(Samples.committed(), false));
    }

    @Test
    void an_error_has_code_message_and_hint() {
        assertEquals(
                "{\"rollout\":\"01JD\",\"context\":\"lsdn\",\"outcome\":\"failed\",\"seconds\":60,\"hosts\":{"
                        + "\"a\":{\"outcome\":\"failed\",\"generation\":null,"
                        + "\"changes\":{\"added\":0,\"changed\":0,\"removed\":0},\"seconds\":1.5,"
                        + "\"error\":{\"code\":\"interface-missing\",\"message\":\"there is no interface tap0\","
                        + "\"hint\":\"create it\"},\"recovered\":false,\"warnings\":[]},"
                        + "\"b\":{\"outcome\":\"unreachable\",\"generation\":null,"
                        + "\"changes\":{\"added\":0,\"changed\":0,\"removed\":0},\"seconds\":1.5,"
                        + "\"error\":{\"code\":\"no-route\",\"message\":\"no route to b\\u001b[2J\",\"hint\":\"\"},"
                        + "\"recovered\":false,\"warnings\":[]}}}\n",
                printed(Samples.failed(), false));
    }

    @Test
    void a_rollout_that_did_not_begin_has_an_error_of_its_own() {
        var why = new Fault("state-locked", "somebody has it", "wait");
        var bytes = new ByteArrayOutputStream();
        new JsonReport(_ -> {}, new PrintStream(bytes, true, StandardCharsets.UTF_8), false)
                .notBegun(RolloutResult.notBegun("01JD", "lsdn", RolloutOutcome.FAILED, true, why));
        assertEquals(
                "{\"rollout\":\"01JD\",\"context\":\"lsdn\",\"outcome\":\"failed\",\"seconds\":0,\"hosts\":{},"
                        + "\"error\":{\"code\":\"state-locked\",\"message\":\"somebody has it\",\"hint\":\"wait\"}}\n",
                bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_diff_is_shown_to_those_who_ask() {
        String text = printed(Samples.stuck(), true);
        assertEquals(
                "\"diff\":[\"+ link lsdn-b1 type bridge mcast_snooping 0\",\"+ link lsdn-b1 up\","
                        + "\"~ link tap0 mtu 1500 -> link tap0 mtu 1450\",\"- link tap1 master lsdn-b2\"]}}}\n",
                text.substring(text.indexOf("\"diff\"")));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0.001", "120, 0.12", "1000, 1", "100000, 100", "3661500, 3661.5"})
    void seconds_have_at_most_three_decimals(long millis, String text) {
        assertEquals(text, RolloutJson.seconds(Duration.ofMillis(millis)).toString());
    }

    private static String printed(RolloutResult result, boolean diff) {
        var bytes = new ByteArrayOutputStream();
        new JsonReport(_ -> {}, new PrintStream(bytes, true, StandardCharsets.UTF_8), diff).ended(result);
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
