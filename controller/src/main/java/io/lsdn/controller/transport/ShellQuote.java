package io.lsdn.controller.transport;

import java.util.List;
import java.util.stream.Collectors;

/** Makes text safe for a POSIX shell. */
public final class ShellQuote {
    private ShellQuote() {}

    /**
     * One word that the shell takes literally. A newline inside stays a newline inside the word.
     *
     * @throws IllegalArgumentException for a NUL, which no shell can carry
     */
    public static String word(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL cannot be passed to a shell");
        }
        return '\'' + text.replace("'", "'\\''") + '\'';
    }

    /** The words of one command, each quoted. */
    public static String words(List<String> words) {
        return words.stream().map(ShellQuote::word).collect(Collectors.joining(" "));
    }
}
