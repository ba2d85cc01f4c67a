package io.lsdn.controller.report;

/**
 * A terminal's size.
 *
 * @param columns characters a line, above 0
 * @param rows lines, above 0
 */
public record ScreenSize(int columns, int rows) {
    /** What a terminal has that does not say. */
    public static final ScreenSize USUAL = new ScreenSize(80, 24);

    public ScreenSize {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("no screen of " + columns + "x" + rows);
        }
    }

    /** Knows the size now; asked for every frame, so it answers at once. */
    @FunctionalInterface
    public interface Source {
        ScreenSize size();
    }
}
