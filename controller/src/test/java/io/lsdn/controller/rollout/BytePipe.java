package io.lsdn.controller.rollout;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/** Bytes from one thread to another, in memory and without bound. */
final class BytePipe {
    private static final byte[] END = {};

    private final LinkedBlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** No more bytes; those that are on their way still arrive. */
    void close() {
        closed = true;
        chunks.add(END);
    }

    OutputStream sink() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                if (closed) {
                    throw new IOException("broken pipe");
                }
                if (len > 0) {
                    chunks.add(java.util.Arrays.copyOfRange(b, off, off + len));
                }
            }
        };
    }

    InputStream source() {
        return new InputStream() {
            private byte[] chunk = END;
            private int position;
            private boolean ended;

            @Override
            public int read() {
                if (!fill()) {
                    return -1;
                }
                return chunk[position++] & 0xff;
            }

            @Override
            public int read(byte[] b, int off, int len) {
                if (len == 0) {
                    return 0;
                }
                if (!fill()) {
                    return -1;
                }
                int n = Math.min(len, chunk.length - position);
                System.arraycopy(chunk, position, b, off, n);
                position += n;
                return n;
            }

            private boolean fill() {
                try {
                    while (!ended && position == chunk.length) {
                        chunk = chunks.take();
                        position = 0;
                        ended = chunk.length == 0;
                    }
                    return !ended;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
