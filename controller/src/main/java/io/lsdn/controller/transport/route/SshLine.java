package io.lsdn.controller.transport.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One line of an ssh_config(5) file, or what follows {@code -o}: a keyword and its arguments.
 *
 * @param keyword in lower case
 * @param words at least one
 * @param origin where it stands, as a person would look for it
 */
record SshLine(String keyword, List<String> words, String origin) {
    /** Keywords whose argument is the rest of the line, quotes and all. */
    private static final Set<String> COMMANDS =
            Set.of("proxycommand", "localcommand", "remotecommand", "knownhostscommand");

    SshLine {
        words = List.copyOf(words);
    }

    /** What came of reading one. */
    sealed interface Reading {
        record Line(SshLine line) implements Reading {}

        record Nothing() implements Reading {}

        record Wrong(String why) implements Reading {}
    }

    String value() {
        return words.getFirst();
    }

    /** Reads {@code Keyword value …} or {@code Keyword=value}; quotes, backslashes and comments are OpenSSH's. */
    static Reading parse(String text, String origin) {
        String line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return new Reading.Nothing();
        }
        String[] parts = line.split("[ \t]*=[ \t]*|[ \t]+", 2);
        String keyword = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length < 2 ? "" : parts[1].replaceFirst("^=[ \t]*", "");
        if (COMMANDS.contains(keyword)) {
            return rest.isEmpty() ? missing(parts[0]) : new Reading.Line(new SshLine(keyword, List.of(rest), origin));
        }
        Optional<List<String>> words = split(rest);
        if (words.isEmpty()) {
            return new Reading.Wrong(parts[0] + " has a quote that is not closed");
        }
        return words.get().isEmpty() ? missing(parts[0]) : new Reading.Line(new SshLine(keyword, words.get(), origin));
    }

    private static Reading missing(String keyword) {
        return new Reading.Wrong(keyword + " has no value");
    }

    /** As OpenSSH's argv_split: both quotes, a backslash before a quote, a backslash or a space; {@code #} ends it. */
    private static Optional<List<String>> split(String text) {
        var words = new ArrayList<String>();
        int i = 0;
        while (i < text.length()) {
            char first = text.charAt(i);
            if (first == ' ' || first == '\t') {
                i++;
                continue;
            }
            if (first == '#') {
                break;
            }
            var word = new StringBuilder();
            char quote = 0;
            for (; i < text.length(); i++) {
                char c = text.charAt(i);
                char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                if (c == '\\' && (next == '\\' || next == '"' || next == '\'' || quote == 0 && next == ' ')) {
                    word.append(next);
                    i++;
                } else if (quote == 0 && (c == ' ' || c == '\t')) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (quote != 0 && c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            if (quote != 0) {
                return Optional.empty();
            }
            words.add(word.toString());
        }
        return Optional.of(words);
    }
}
