package io.lsdn.controller.transport.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What a process prints, read by a thread of its own. A virtual thread that waits in a read of a pipe keeps the thread that carries
 * it; the scheduler puts another in its place, but (JDK 25) none any more once that one had nothing to do for half a minute. Then
 * no virtual thread runs: no heartbeat, nothing. Whoever reads from here waits without that. For one reader.
 */
final class ProcessOutput extends InputStream {
    private static final int PIECE = 16 * 1024;
    private static final int PIECES = 8;
    /** No other piece is empty. */
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean closed;
    private byte[] piece = {};
    private int at;
    private boolean ended;

    private ProcessOutput() {}

    static ProcessOutput of(InputStream pipe) {
        var output = new ProcessOutput();
        Thread.ofPlatform().daemon().name("process output").start(() -> output.pass(pipe));
        return output;
    }

    /** After {@link #close} it goes on without keeping anything: a process must not wait for somebody to read. */
    private void pass(InputStream pipe) {
        byte[] buffer = new byte[PIECE];
        try {
            for (int n = pipe.read(buffer); n >= 0; n = pipe.read(buffer)) {
                hand(Arrays.copyOf(buffer, n));
            }
        } catch (IOException _) {
            // The process was ended from here: as good as its end.
        } finally {
            hand(END);
        }
    }

    private void hand(byte[] part) {
        try {
            if (!closed) {
                pieces.put(part);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread", e);
        }
    }

    private boolean hasMore() throws IOException {
        try {
            while (!ended && at == piece.length) {
                piece = pieces.take();
                at = 0;
                ended = piece.length == 0;
            }
            return !ended;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a process was listened to");
        }
    }

    @Override
    public int read() throws IOException {
        return hasMore() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        if (len == 0) {
            return 0;
        } else if (!hasMore()) {
            return -1;
        }
        int n = Math.min(len, piece.length - at);
        System.arraycopy(piece, at, b, off, n);
        at += n;
        return n;
    }

    @Override
    public int available() {
        return piece.length - at + pieces.stream().mapToInt(p -> p.length).sum();
    }

    @Override
    public void close() {
        closed = true;
        pieces.clear();
        var _ = pieces.offer(END);
    }
}
