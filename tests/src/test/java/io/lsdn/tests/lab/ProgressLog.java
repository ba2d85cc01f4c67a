package io.lsdn.tests.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a long test writes as it goes, in the build's directory: its own output is seen when all is over. */
public final class ProgressLog {
    private ProgressLog() {}

    /** Anew; each line is there as soon as it is printed. */
    public static PrintWriter open(String name) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(Path.of("target", name)), true);
    }
}
