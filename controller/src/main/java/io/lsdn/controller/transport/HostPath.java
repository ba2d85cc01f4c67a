package io.lsdn.controller.transport;

import java.util.Arrays;

/**
 * An absolute path on a host.
 *
 * @param text starts with a slash; no control characters, no empty, {@code .} or {@code ..} component, not the root itself; at
 *     most 1024 characters
 */
public record HostPath(String text) {
    private static final int LONGEST = 1024;

    public HostPath {
        if (!isUsable(text)) {
            throw new IllegalArgumentException(
                    "not an absolute path without '.', '..' and control characters: \"" + text + '"');
        }
    }

    /** Whether {@link #HostPath} would accept the text. */
    public static boolean isUsable(String text) {
        return text.startsWith("/")
                && text.length() > 1
                && text.length() <= LONGEST
                && text.codePoints().noneMatch(Character::isISOControl)
                && Arrays.stream(text.substring(1).split("/", -1)).noneMatch(HostPath::isOdd);
    }

    private static boolean isOdd(String component) {
        return component.isEmpty() || component.equals(".") || component.equals("..");
    }

    @Override
    public String toString() {
        return text;
    }
}
