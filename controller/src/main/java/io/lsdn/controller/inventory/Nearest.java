package io.lsdn.controller.inventory;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names that a misspelt one may have meant. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** At most three names within a third of the length in edits, the nearest first. */
    static List<String> to(String name, Collection<String> known) {
        int limit = Math.max(1, name.length() / 3);
        record Candidate(String name, int distance) {}
        return known.stream()
                .filter(k -> !k.equals(name))
                .filter(k -> Math.abs(k.length() - name.length()) <= limit)
                .map(k -> new Candidate(k, distance(name.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT))))
                .filter(c -> c.distance() <= limit)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    /** {@code "; did you mean a or b?"}, or nothing. */
    static String hint(String name, Collection<String> known) {
        var near = to(name, known);
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    /** Damerau's distance: a change, a lost or added letter, or two swapped neighbours count one. */
    private static int distance(String a, String b) {
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
