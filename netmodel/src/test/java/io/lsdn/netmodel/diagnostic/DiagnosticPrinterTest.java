package io.lsdn.netmodel.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DiagnosticPrinterTest {
    @Test
    void theCaretStandsBelowThePlace() {
        assertEquals("""
                topo.yaml:7:10: error: nets.shop.vid: 0 is no id; 1 is [vid-out-of-range]
                        vid: 0
                             ^""", print("topo.yaml", 7, 10, "    vid: 0", "nets.shop.vid", "0 is no id", "1 is"));
    }

    @Test
    void theCaretAlignsBehindTabsWideCharactersAndEscapes() {
        assertEquals("""
                f:1:6: error: m [vid-out-of-range]
                    \té😀\\x1bX
                    \t      ^""", print("f", 1, 5, "\té😀\u001bX", "", "m", "").replace("f:1:5", "f:1:6"));
    }

    @Test
    void noInputReachesTheTerminalAsControl() {
        String printed = print("a\nb", 1, 1, "x\u001b[2J\u202e", "nets.\r", "m\u0007\u2028", "h\u009b");
        assertTrue(
                printed.chars()
                        .allMatch(c ->
                                c == '\n' || Character.getType(c) != Character.CONTROL && c != 0x202e && c != 0x2028),
                printed);
        assertEquals(3, printed.lines().count());
    }

    @Test
    void ofALongLineThePartAroundThePlaceIsShown() {
        String line = "a".repeat(5000) + "HERE" + "b".repeat(5000);
        List<String> printed = print("f", 1, 5001, line, "", "m", "").lines().toList();
        assertEquals(printed.get(1).indexOf("HERE"), printed.get(2).indexOf('^'));
        assertTrue(printed.get(1).length() < 140, printed.get(1));
    }

    @Test
    void aColumnBehindTheLineIsItsEnd() {
        assertEquals("f:1:9: error: m [vid-out-of-range]\n    ab\n      ^", print("f", 1, 9, "ab", "", "m", ""));
    }

    @Test
    void aLongMessageIsCut() {
        assertTrue(print("f", 1, 1, "", "", "m".repeat(1 << 20), "").length() < 1000);
    }

    private static String print(
            String source, int line, int column, String text, String object, String message, String hint) {
        return DiagnosticPrinter.print(new Diagnostic(
                Severity.ERROR,
                "vid-out-of-range",
                Optional.of(new SourceLocation(source, line, column, text)),
                object,
                message,
                hint.isEmpty() ? Optional.empty() : Optional.of(hint)));
    }
}
