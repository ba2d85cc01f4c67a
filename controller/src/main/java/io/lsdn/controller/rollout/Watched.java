package io.lsdn.controller.rollout;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The streams of a runner under the eyes of its {@link Pulse}: a message that takes minutes on a slow line is no silence. */
final class Watched {
    /** A shorter message fits into the buffers on the way, so that it was written says nothing. */
    private static final int PIECE = 32 * 1024;

    private Watched() {}

    static InputStream replies(InputStream in, Pulse pulse) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = in.read();
                pulse.heard();
                return b;
            }

            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                int n = in.read(b, off, len);
                pulse.heard();
                return n;
            }
        };
    }

    static OutputStream requests(OutputStream out, Pulse pulse) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                int done = 0;
                for (; len - done > PIECE; done += PIECE) {
                    out.write(b, off + done, PIECE);
                    out.flush();
                    pulse.taken();
                }
                out.write(b, off + done, len - done);
            }
        };
    }
}
