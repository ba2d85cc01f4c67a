package io.lsdn.netmodel.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody may have meant who misspelt a name. */
public final class DidYouMean {
    private static final int MOST = 3;
    /** Beyond these nobody is helped, and a table of names would cost its square. */
    private static final int LONGEST = 100;

    private static final int SHORTEST_BEGINNING = 3;

    private static final int CONSIDERED = 5_000;

    private DidYouMean() {}

    /**
     * The candidates that are a slip away from the name or a beginning of it, the nearest first, at most three. Case and
     * the choice of '-' or '_' are no slips.
     */
    public static List<String> candidates(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return List.of();
        }
        int slips = Math.max(1, name.length() / 3);
        List<Candidate> near = known.stream()
                .limit(CONSIDERED)
                .filter(k -> k.length() <= LONGEST)
                .map(k -> new Candidate(k, distance(fold(name), fold(k), slips)))
                .filter(c -> c.distance <= slips && c.distance < name.length())
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .toList();
        boolean same = !near.isEmpty() && near.getFirst().distance == 0;
        return near.stream()
                .filter(c -> !same || c.distance == 0)
                .map(Candidate::name)
                .toList();
    }

    /**
     * A hint: "did you mean …?" where something is near, else what there is, if that is little enough to read.
     *
     * @param kind what the known names are, in the plural: "physes"
     */
    public static Optional<String> hint(String name, Collection<String> known, String kind) {
        List<String> near = candidates(name, known);
        if (!near.isEmpty()) {
            return Optional.of("did you mean " + quoted(near, " or ") + "?");
        }
        if (known.isEmpty()) {
            return Optional.of("there are no " + kind);
        }
        return known.size() > 12 ? Optional.empty() : Optional.of("the " + kind + " are " + quoted(known, ", "));
    }

    private static String quoted(Collection<String> names, String separator) {
        return names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(separator));
    }

    private static String fold(String s) {
        return s.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private record Candidate(String name, int distance) {}

    private static int distance(String a, String b, int slips) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter >= SHORTEST_BEGINNING && a.regionMatches(0, b, 0, shorter)) {
            return Math.min(slips, a.length() == b.length() ? 0 : 1);
        }
        return Math.abs(a.length() - b.length()) > slips ? Integer.MAX_VALUE : edits(a, b);
    }

    /** Insertions, deletions, replacements and swaps of neighbours (Damerau and Levenshtein; optimal string alignment). */
    private static int edits(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
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
