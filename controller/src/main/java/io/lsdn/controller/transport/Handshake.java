package io.lsdn.controller.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines that the bootstrap script says, found among whatever a login shell says besides. A line of ours starts with
 * {@code lsdn-bootstrap/1}, a space and this session's nonce; every other line is skipped, up to a bound.
 */
final class Handshake {
    static final String PREFIX = "lsdn-bootstrap/1 ";

    /** More than any message of the day; less than hurts. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int LONGEST_LINE = 8 * 1024;

    /** One line of the script. */
    sealed interface Line {
        /** Send the jar. */
        record NeedJar() implements Line {}

        /** Send the class archive. */
        record NeedArchive() implements Line {}

        /** There is no Java: is there one for such a machine? The answer is a line. */
        record AskRuntime(String arch, String libc) implements Line {}

        /** Send the Java that was offered. */
        record NeedRuntime() implements Line {}

        /** The runner's bytes follow. */
        record Start() implements Line {}

        record Fact(String name, String value) implements Line {}

        /** A Java that is too old. */
        record Found(String version, String path) implements Line {}

        record Fail(String code, String detail) implements Line {}
    }

    /** Why no further line came. */
    enum End {
        CLOSED,
        TOO_MUCH,
        NOT_OURS
    }

    /** A line, or the end of lines. */
    sealed interface Next {
        record Got(Line line) implements Next {}

        record Ended(End why) implements Next {}
    }

    private final InputStream in;
    private final String prefix;
    private int left = MOST_BYTES;
    private final StringBuilder noise = new StringBuilder();

    Handshake(InputStream in, String nonce) {
        this.in = in;
        this.prefix = PREFIX + nonce + ' ';
    }

    /** Blocks for the script's next line. After a {@link Line.Start} not one byte more than its newline was read. */
    Next next() throws IOException {
        while (true) {
            Optional<String> line = readLine();
            if (line.isEmpty()) {
                return new Next.Ended(left == 0 ? End.TOO_MUCH : End.CLOSED);
            }
            int at = line.get().indexOf(prefix);
            if (at >= 0) {
                return parse(line.get().substring(at + prefix.length()))
                        .<Next>map(Next.Got::new)
                        .orElse(new Next.Ended(End.NOT_OURS));
            }
            remember(line.get());
        }
    }

    /** The last of what was skipped, for a message. */
    String lastNoise() {
        return noise.toString();
    }

    private void remember(String line) {
        if (!line.isBlank()) {
            noise.setLength(0);
            noise.append(line, 0, Math.min(line.length(), 200));
        }
    }

    private Optional<String> readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        while (left > 0) {
            int b = in.read();
            if (b < 0) {
                remember(line.toString(UTF_8));
                return Optional.empty();
            }
            left--;
            if (b == '\n') {
                return Optional.of(line.toString(UTF_8));
            }
            if (line.size() < LONGEST_LINE) {
                line.write(b);
            }
        }
        remember(line.toString(UTF_8));
        return Optional.empty();
    }

    private static Optional<Line> parse(String text) {
        String[] words = text.split(" ", 3);
        return switch (words[0]) {
            case "need" -> need(words);
            case "ask-runtime" ->
                words.length < 3 ? Optional.empty() : Optional.of(new Line.AskRuntime(words[1], words[2]));
            case "start" -> Optional.of(new Line.Start());
            case "fact" -> words.length < 2 ? Optional.empty() : Optional.of(new Line.Fact(words[1], rest(words)));
            case "found" -> words.length < 3 ? Optional.empty() : Optional.of(new Line.Found(words[1], words[2]));
            case "fail" -> words.length < 2 ? Optional.empty() : Optional.of(new Line.Fail(words[1], rest(words)));
            default -> Optional.empty();
        };
    }

    private static Optional<Line> need(String[] words) {
        return switch (words.length < 2 ? "" : words[1]) {
            case "jar" -> Optional.of(new Line.NeedJar());
            case "archive" -> Optional.of(new Line.NeedArchive());
            case "runtime" -> Optional.of(new Line.NeedRuntime());
            default -> Optional.empty();
        };
    }

    private static String rest(String[] words) {
        return words.length < 3 ? "" : words[2];
    }
}
