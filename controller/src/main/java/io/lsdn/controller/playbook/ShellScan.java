package io.lsdn.controller.playbook;

import io.lsdn.controller.playbook.ShellTemplate.Quotes;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows a command of sh(1) as far as its quotes go. What it does not follow (nesting) is trouble from there on. */
final class ShellScan {
    /** A variable in braces and nothing else in them. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+}");

    private static final char VALUE_BEGINS = '{';

    private Quotes quotes = Quotes.NONE;
    private boolean wordBegins = true;
    private boolean escaped;
    private Optional<String> nested = Optional.empty();

    Quotes quotes() {
        return quotes;
    }

    /** Why what stands next cannot be quoted. */
    Optional<String> trouble() {
        if (nested.isPresent()) {
            return nested.map(
                    n -> "after " + n + ", where it cannot be told how to quote it; put it into a variable of the"
                            + " shell at the beginning: v={{ name }}");
        } else if (escaped) {
            return Optional.of("after a backslash");
        }
        return quotes == Quotes.COMMENT ? Optional.of("in a comment") : Optional.empty();
    }

    /** A value stood there. */
    void passed() {
        wordBegins = false;
    }

    /** What stands before a value. */
    void read(String text) {
        Matcher variable = VARIABLE.matcher(text);
        for (int i = 0; i < text.length(); i++) {
            if (escaped) {
                escaped = false;
                wordBegins = false;
            } else if (text.charAt(i) == '$'
                    && variable.region(i, text.length()).lookingAt()) {
                i = variable.end() - 1;
                wordBegins = false;
            } else {
                read(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : VALUE_BEGINS);
            }
        }
    }

    private void read(char c, char next) {
        switch (quotes) {
            case COMMENT -> {
                if (c == '\n') {
                    quotes = Quotes.NONE;
                    wordBegins = true;
                }
            }
            case SINGLE -> {
                if (c == '\'') {
                    quotes = Quotes.NONE;
                }
            }
            case DOUBLE -> inDouble(c, next);
            case NONE -> bare(c, next);
        }
    }

    private void inDouble(char c, char next) {
        switch (c) {
            case '"' -> quotes = Quotes.NONE;
            case '\\' -> escaped = true;
            case '`' -> nested = Optional.of("a backquote");
            case '$' -> {
                if (next == '(' || next == '{') {
                    nested = Optional.of("$" + next + " in double quotes");
                }
            }
            default -> {}
        }
    }

    private void bare(char c, char next) {
        boolean begins = wordBegins;
        wordBegins = Character.isWhitespace(c) || ";&|()<>".indexOf(c) >= 0;
        switch (c) {
            case '\'' -> quotes = Quotes.SINGLE;
            case '"' -> quotes = Quotes.DOUBLE;
            case '\\' -> escaped = true;
            case '`' -> nested = Optional.of("a backquote");
            case '#' -> quotes = begins ? Quotes.COMMENT : Quotes.NONE;
            case '$' -> {
                if (next == '\'' || next == '"' || next == '{') {
                    nested = Optional.of("$" + next);
                }
            }
            case '<' -> {
                if (next == '<') {
                    nested = Optional.of("a here-document");
                }
            }
            case '(' -> {
                if (next == '(') {
                    nested = Optional.of("((");
                }
            }
            default -> {}
        }
    }
}
