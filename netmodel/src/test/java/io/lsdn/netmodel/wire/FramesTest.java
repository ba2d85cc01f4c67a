package io.lsdn.netmodel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void messages_come_out_as_they_went_in() throws IOException {
        var out = new ByteArrayOutputStream();
        Frames.write(out, new byte[] {1, 2, 3});
        Frames.write(out, new byte[0]);
        var in = new ByteArrayInputStream(out.toByteArray());
        assertArrayEquals(new byte[] {1, 2, 3}, Frames.read(in).orElseThrow());
        assertArrayEquals(new byte[0], Frames.read(in).orElseThrow());
        assertEquals(Optional.empty(), Frames.read(in));
    }

    @Test
    void a_stream_that_ends_within_a_message_is_an_error() {
        for (byte[] cut : new byte[][] {{0}, {0, 0, 0}, {0, 0, 0, 2, 7}}) {
            assertThrows(EOFException.class, () -> Frames.read(new ByteArrayInputStream(cut)));
        }
    }

    @Test
    void a_length_that_no_message_has_is_refused_without_waiting_for_it() {
        for (byte[] wild : new byte[][] {{(byte) 0xff, 0, 0, 0}, {0x7f, 0, 0, 0}, {'H', 'e', 'l', 'l'}}) {
            assertThrows(WireException.class, () -> Frames.read(new ByteArrayInputStream(wild)));
        }
    }
}
