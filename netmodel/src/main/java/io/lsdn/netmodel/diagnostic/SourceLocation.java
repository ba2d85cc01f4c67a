package io.lsdn.netmodel.diagnostic;

/**
 * A place in an input text.
 *
 * @param source the file's name as the user gave it, or {@code <stdin>}
 * @param line 1 for the first line
 * @param column 1 for the first character (Unicode code point) of the line
 * @param text the whole line as it stands in the source, without its line end; empty where the source has no text to show
 */
public record SourceLocation(String source, int line, int column, String text) {
    public SourceLocation {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column count from 1: " + line + ":" + column);
        }
    }

    /** {@code file:line:column}, as compilers print it and editors understand it. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
