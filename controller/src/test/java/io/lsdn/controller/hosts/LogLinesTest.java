package io.lsdn.controller.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static List<String> of(InputStream log) throws IOException {
        var lines = new ArrayList<String>();
        new LogLines(lines::add).read(log);
        return lines;
    }

    /** So many bytes of one kind, without end of line. */
    private static InputStream flood(char what, long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? what : -1;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                int n = (int) Math.min(len, left);
                Arrays.fill(b, off, off + n, (byte) what);
                left -= n;
                return n == 0 && len > 0 ? -1 : n;
            }
        };
    }

    @Test
    void lines_come_as_they_are() throws IOException {
        assertEquals(List.of("one", "", "zwölf"), of(new ByteArrayInputStream("one\n\nzwölf".getBytes(UTF_8))));
    }

    @Test
    void a_line_without_end_is_cut() throws IOException {
        List<String> lines = of(flood('x', 50_000_000));
        assertEquals(1, lines.size());
        assertEquals(LogLines.LONGEST + 1, lines.getFirst().length());
        assertTrue(lines.getFirst().endsWith("x…"));
    }

    @Test
    void a_flood_of_lines_is_read_to_its_end_and_not_passed_on() throws IOException {
        InputStream log = flood('\n', 5_000_000);
        List<String> lines = of(log);
        assertEquals(LogLines.MOST + 1, lines.size());
        assertEquals("(it logs so much that the rest is left out)", lines.getLast());
        assertEquals(-1, log.read());
    }
}
