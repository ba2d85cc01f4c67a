package io.lsdn.controller.hosts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A host's log in lines, whatever it sends: long ones are cut, and after so much of it nothing more is passed on. */
final class LogLines {
    /** In characters. */
    static final int LONGEST = 4 * 1024;

    /** In characters, all lines together. */
    static final int MOST = 1024 * 1024;

    private final Consumer<String> sink;
    private final StringBuilder line = new StringBuilder();
    private int passed;

    LogLines(Consumer<String> sink) {
        this.sink = sink;
    }

    /** Reads until its end: also what is not passed on, since whoever is not read stalls. */
    void read(InputStream log) throws IOException {
        Reader in = new InputStreamReader(log, StandardCharsets.UTF_8);
        var buffer = new char[8 * 1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            for (int i = 0; i < n && passed < MOST; i++) {
                accept(buffer[i]);
            }
        }
        if (!line.isEmpty()) {
            pass();
        }
    }

    private void accept(char c) {
        if (c == '\n') {
            pass();
        } else if (line.length() < LONGEST) {
            line.append(c);
        } else if (line.length() == LONGEST) {
            line.append("…");
        }
    }

    private void pass() {
        passed += line.length() + 1;
        sink.accept(line.toString());
        line.setLength(0);
        if (passed >= MOST) {
            sink.accept("(it logs so much that the rest is left out)");
        }
    }
}
