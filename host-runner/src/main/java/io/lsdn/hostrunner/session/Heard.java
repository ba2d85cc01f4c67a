package io.lsdn.hostrunner.session;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Every part of a message counts as heard: a long one may take longer than the timer on a slow line. */
final class Heard extends FilterInputStream {
    private final Deadline deadline;

    Heard(InputStream in, Deadline deadline) {
        super(in);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        return noted(in.read());
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
        return noted(in.read(b, off, len));
    }

    /** Of the end, nothing was heard. */
    private int noted(int result) {
        if (result >= 0) {
            deadline.heard();
        }
        return result;
    }
}
