package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A source's text by lines, for naming places in it.
 *
 * @param name as the user knows it
 * @param lines split as Python's {@code str.splitlines} does, which knows more line ends than YAML and agrees with it
 *     on those that can stand in a YAML text
 */
record SourceText(String name, String text, List<String> lines) {
    private static final Pattern LINE_END =
            Pattern.compile("\r\n|[\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029]");

    static SourceText of(String name, String text) {
        var body = text.startsWith("\ufeff") ? text.substring(1) : text;
        return new SourceText(name, body, List.of(LINE_END.split(body, -1)));
    }

    /** @param line,column both from 1; the column counts code points */
    SourceLocation at(int line, int column) {
        var shown = line <= lines.size() ? lines.get(line - 1) : "";
        return new SourceLocation(name, line, Math.max(1, column), SecretMask.mask(shown));
    }

    /** The place of a character of a line, given as a Java index from 0. */
    SourceLocation atIndex(int line, int index) {
        var text = lines.get(line - 1);
        return at(line, text.codePointCount(0, Math.min(index, text.length())) + 1);
    }

    SourceLocation start() {
        return at(1, 1);
    }
}
