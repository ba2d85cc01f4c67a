package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The names that a misspelt one may have meant. */
final class Nearest {
    private Nearest() {}

    static List<String> to(String name, Collection<String> known) {
        return DidYouMean.candidates(name, known).stream()
                .filter(k -> !k.equals(name))
                .toList();
    }

    /** {@code "; did you mean a or b?"}, or nothing. */
    static String hint(String name, Collection<String> known) {
        var near = to(name, known);
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }
}
