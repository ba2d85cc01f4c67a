package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits text into words as a POSIX shell does, without comments: what Ansible does with ansible_ssh_common_args. */
final class Words {
    private static final char NONE = '\0';

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private char quote = NONE;

    private Words() {}

    /** The words; empty where a quote is not closed or nothing follows a backslash. */
    static Optional<List<String>> split(String text) {
        var words = new Words();
        int i = 0;
        while (i < text.length()) {
            i = words.take(text, i);
        }
        return i > text.length() || words.quote != NONE ? Optional.empty() : Optional.of(words.end());
    }

    /** Takes the character at {@code i}, with what it escapes; the index of the next. */
    private int take(String text, int i) {
        char c = text.charAt(i);
        if (c == '\\' && quote != '\'') {
            char next = i + 1 < text.length() ? text.charAt(i + 1) : NONE;
            boolean literal = quote == '"' && next != '"' && next != '\\';
            add(literal ? "\\" + next : String.valueOf(next));
            return i + 2;
        }
        if (quote != NONE) {
            if (c == quote) {
                quote = NONE;
            } else {
                word.append(c);
            }
        } else if (c == '"' || c == '\'') {
            quote = c;
            inWord = true;
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            add(String.valueOf(c));
        }
        return i + 1;
    }

    private void add(String text) {
        word.append(text);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private List<String> end() {
        endWord();
        return List.copyOf(words);
    }
}
