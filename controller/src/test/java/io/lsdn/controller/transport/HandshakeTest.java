package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.transport.Handshake.End;
import io.lsdn.controller.transport.Handshake.Line;
import io.lsdn.controller.transport.Handshake.Next;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandshakeTest {
    private static final String OURS = "lsdn-bootstrap/1 abc ";

    @Test
    void finds_its_lines_among_the_noise_of_a_login_shell() throws IOException {
        var in = new ByteArrayInputStream(("Welcome!\n\n\033[1mno newline before ours" + OURS + "fact arch x86_64\n"
                        + OURS
                        + "found 17.0.1 /opt/a b/bin/java\nlsdn-bootstrap/1 other start\n" + OURS + "need jar\n" + OURS
                        + "need archive\n" + OURS + "start\nRUNNER")
                .getBytes(UTF_8));
        var handshake = new Handshake(in, "abc");
        assertEquals(new Next.Got(new Line.Fact("arch", "x86_64")), handshake.next());
        assertEquals(new Next.Got(new Line.Found("17.0.1", "/opt/a b/bin/java")), handshake.next());
        assertEquals(new Next.Got(new Line.NeedJar()), handshake.next());
        assertEquals("lsdn-bootstrap/1 other start", handshake.lastNoise());
        assertEquals(new Next.Got(new Line.NeedArchive()), handshake.next());
        assertEquals(new Next.Got(new Line.Start()), handshake.next());
        assertEquals("RUNNER", new String(in.readAllBytes(), UTF_8));
    }

    @Test
    void a_failure_carries_its_detail() throws IOException {
        var handshake =
                new Handshake(new ByteArrayInputStream((OURS + "fail disk-full 3 KiB free\n").getBytes(UTF_8)), "abc");
        assertEquals(new Next.Got(new Line.Fail("disk-full", "3 KiB free")), handshake.next());
        assertEquals(new Next.Ended(End.CLOSED), handshake.next());
    }

    @Test
    void a_line_with_our_mark_that_means_nothing_is_not_guessed_at() throws IOException {
        for (String text : new String[] {"", "begin", "need", "need money", "fact", "found 17", "fail"}) {
            var handshake = new Handshake(new ByteArrayInputStream((OURS + text + "\n").getBytes(UTF_8)), "abc");
            assertEquals(new Next.Ended(End.NOT_OURS), handshake.next(), text);
        }
    }

    @Test
    void endless_output_is_given_up_on() throws IOException {
        for (int character : new int[] {'\n', 'x', 0}) {
            var endless = new Endless(character);
            assertEquals(new Next.Ended(End.TOO_MUCH), new Handshake(endless, "abc").next());
            assertTrue(endless.read <= 256 * 1024, "read " + endless.read);
        }
    }

    private static final class Endless extends InputStream {
        private final int character;
        private int read;

        Endless(int character) {
            this.character = character;
        }

        @Override
        public int read() {
            read++;
            return character;
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            bytes[from] = (byte) read();
            return 1;
        }
    }
}
