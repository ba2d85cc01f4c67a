package io.lsdn.controller.inventory;

import java.util.regex.Pattern;

/** Shell wildcards over a whole name, as Python's {@code fnmatch} has them: {@code *}, {@code ?}, {@code [abc]}, {@code [!abc]}. */
final class Glob {
    private Glob() {}

    static Pattern compile(String glob) {
        var out = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at++);
            switch (c) {
                case '*' -> out.append(".*");
                case '?' -> out.append('.');
                case '[' -> at = characters(glob, at, out);
                default -> out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(out.toString(), Pattern.DOTALL);
    }

    /** @return the index behind the set; where no {@code ]} closes it the bracket stands for itself */
    private static int characters(String glob, int start, StringBuilder out) {
        int first = glob.startsWith("!", start) ? start + 1 : start;
        int end = glob.indexOf(']', glob.startsWith("]", first) ? first + 1 : first);
        if (end < 0) {
            out.append("\\[");
            return start;
        }
        var set = new StringBuilder(first > start ? "[^" : "[");
        boolean any = false;
        for (int i = first; i < end; i++) {
            if (i + 2 < end && glob.charAt(i + 1) == '-') {
                if (glob.charAt(i) <= glob.charAt(i + 2)) {
                    set.append(literal(glob.charAt(i))).append('-').append(literal(glob.charAt(i + 2)));
                    any = true;
                }
                i += 2;
            } else {
                set.append(literal(glob.charAt(i)));
                any = true;
            }
        }
        // Only a range that ends before it begins: nothing, or with '!' everything.
        out.append(any ? set.append(']').toString() : first > start ? "." : "(?!)");
        return end + 1;
    }

    private static String literal(char c) {
        return Character.isLetterOrDigit(c) ? String.valueOf(c) : "\\" + c;
    }
}
