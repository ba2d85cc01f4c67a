package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The end of what somebody prints: all is read, so that nobody is held up, and only so much is kept. Safe for several threads. */
public final class Tail {
    private static final int MOST = 64 * 1024;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** Reads to the end, or until reading fails: whoever is gone has printed all. */
    public void drain(InputStream stream) {
        try (stream) {
            byte[] buffer = new byte[8192];
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            return;
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        if (kept.size() + length > 2 * MOST) {
            byte[] all = kept.toByteArray();
            int from = Math.max(0, all.length - MOST);
            kept.reset();
            kept.write(all, from, all.length - from);
        }
        kept.write(bytes, 0, length);
    }

    public synchronized String text() {
        byte[] all = kept.toByteArray();
        int from = Math.max(0, all.length - MOST);
        return new String(all, from, all.length - from, UTF_8);
    }
}
