package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.List;

/**
 * A text with the name by which the user knows it.
 *
 * @param lines without their ends
 */
public record SourceText(String name, String text, List<String> lines) {
    static SourceText of(String name, String text) {
        return new SourceText(name, text, text.lines().toList());
    }

    SourceLocation at(Place place) {
        String line = place.line() <= lines.size() ? lines.get(place.line() - 1) : "";
        return new SourceLocation(name, place.line(), place.column(), line);
    }
}
