package io.lsdn.controller.transport.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LocalProcessTest {
    private static LocalProcess start(String command) throws IOException {
        return new LocalProcess(new ProcessBuilder("sh", "-c", command).start());
    }

    /** One that waits in the pipe itself would be RUNNABLE, and keep the thread that carries it. */
    @Test
    void a_virtual_thread_that_waits_for_output_keeps_no_other_from_running() throws Exception {
        LocalProcess silent = start("exec sleep 100");
        Thread reader = Thread.startVirtualThread(() -> assertEquals(-1, next(silent.stderr())));
        while (reader.getState() != Thread.State.WAITING) {
            Thread.sleep(10);
        }
        silent.abort();
        reader.join();
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void all_output_arrives_in_its_order_however_slowly_it_is_read() throws Exception {
        byte[] text = new byte[1 << 20];
        new Random(1).nextBytes(text);
        LocalProcess cat = start("cat");
        var written = CompletableFuture.runAsync(() -> {
            try (var in = cat.stdin()) {
                in.write(text);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        byte[] read = new byte[text.length];
        try (InputStream out = cat.stdout()) {
            read[0] = (byte) out.read();
            assertEquals(read.length - 1, out.readNBytes(read, 1, read.length - 1));
            assertEquals(-1, out.read());
            assertEquals(-1, out.read());
        }
        written.join();
        assertArrayEquals(text, read);
    }

    @Test
    void a_process_that_nobody_listens_to_any_more_does_not_wait() throws Exception {
        LocalProcess loud = start("head -c 10000000 /dev/zero; echo end >&2");
        assertEquals(0, loud.stdout().read());
        loud.stdout().close();
        assertEquals("end\n", new String(loud.stderr().readAllBytes(), UTF_8));
        assertEquals(0, loud.waitFor(Duration.ofSeconds(30)).orElseThrow());
    }
}
