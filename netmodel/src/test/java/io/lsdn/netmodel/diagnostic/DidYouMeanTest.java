package io.lsdn.netmodel.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DidYouMeanTest {
    private static final List<String> KEYS = List.of("phys", "if", "mac", "rate", "rules", "port_security", "set_mtu");

    @Test
    void aSlipIsFound() {
        assertEquals(List.of("rules"), DidYouMean.candidates("rulse", KEYS));
        assertEquals(List.of("mac"), DidYouMean.candidates("macc", KEYS));
        assertEquals(List.of("port_security"), DidYouMean.candidates("portsecurity", KEYS));
    }

    @Test
    void caseAndDashesAreNoSlips() {
        assertEquals(List.of("set_mtu"), DidYouMean.candidates("Set-MTU", KEYS));
        assertEquals(List.of("if"), DidYouMean.candidates("IF", List.of("if", "ip")));
    }

    @Test
    void aBeginningIsFound() {
        assertEquals(List.of("port_security"), DidYouMean.candidates("port", KEYS));
        assertEquals(List.of("mac"), DidYouMean.candidates("mac_address", KEYS));
    }

    @Test
    void oneLetterIsNoMisspellingOfAnother() {
        assertEquals(List.of(), DidYouMean.candidates("c", List.of("a", "b")));
        assertEquals(Optional.of("the physes are 'a', 'b'"), DidYouMean.hint("c", List.of("a", "b"), "physes"));
    }

    @Test
    void theNearestComesFirstAndAtMostThree() {
        assertEquals(
                List.of("host1", "host2", "host3"),
                DidYouMean.candidates("hostt1", List.of("host9", "host3", "host2", "host1")));
    }

    @Test
    void withNothingNearThereIsWhatThereIs() {
        assertEquals(Optional.of("there are no physes"), DidYouMean.hint("x", List.of(), "physes"));
        assertEquals(Optional.empty(), DidYouMean.hint("x", Collections.nCopies(50, "unlike"), "physes"));
    }
}
