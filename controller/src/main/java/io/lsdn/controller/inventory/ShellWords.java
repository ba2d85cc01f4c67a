package io.lsdn.controller.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a host line into words as a POSIX shell does, with comments: {@code #} starts one anywhere outside quotes, also
 * inside a word. (Python's {@code shlex.split(line, comments=True)}, which Ansible uses.)
 */
final class ShellWords {
    /**
     * One word.
     *
     * @param text without its quotes and escapes
     * @param start index of its first character in the line, from 0
     */
    record Word(String text, int start) {}

    /** What came of it. */
    sealed interface Split {}

    record Words(List<Word> words) implements Split {}

    /** @param at index of the quote or backslash that nothing follows */
    record Unfinished(String why, int at) implements Split {}

    private final String line;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    private int at;

    private ShellWords(String line) {
        this.line = line;
    }

    static Split split(String line) {
        return new ShellWords(line).run();
    }

    private Split run() {
        while (at < line.length() && line.charAt(at) != '#') {
            char c = line.charAt(at);
            if (" \t\r\n".indexOf(c) >= 0) {
                endWord();
                at++;
                continue;
            }
            if (wordStart < 0) {
                wordStart = at;
            }
            int from = at;
            boolean finished = switch (c) {
                case '\'', '"' -> quoted(c);
                case '\\' -> escaped();
                default -> plain(c);
            };
            if (!finished) {
                return new Unfinished(c == '\\' ? "nothing follows the backslash" : "the quote is not closed", from);
            }
        }
        endWord();
        return new Words(words);
    }

    private boolean plain(char c) {
        word.append(c);
        at++;
        return true;
    }

    private boolean escaped() {
        if (at + 1 >= line.length()) {
            return false;
        }
        word.append(line.charAt(at + 1));
        at += 2;
        return true;
    }

    private boolean quoted(char quote) {
        for (at++; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == quote) {
                at++;
                return true;
            }
            if (quote == '"' && c == '\\') {
                at++;
                if (at >= line.length()) {
                    return false;
                }
                if (line.charAt(at) != '"' && line.charAt(at) != '\\') {
                    word.append('\\');
                }
            }
            word.append(line.charAt(at));
        }
        return false;
    }

    private void endWord() {
        if (wordStart >= 0) {
            words.add(new Word(word.toString(), wordStart));
            word.setLength(0);
            wordStart = -1;
        }
    }
}
