package io.lsdn.controller.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody who mistyped a name meant. */
final class Nearest {
    private Nearest() {}

    /** The candidate with the fewest differing characters; empty if none is near. */
    static Optional<String> to(String typed, Collection<String> candidates) {
        int tolerated = Math.max(1, typed.length() / 3);
        return candidates.stream()
                .filter(c -> distance(typed, c) <= tolerated)
                .min(Comparator.comparingInt((String c) -> distance(typed, c)).thenComparing(c -> c));
    }

    /** Insertions, deletions and replacements from one to the other (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
