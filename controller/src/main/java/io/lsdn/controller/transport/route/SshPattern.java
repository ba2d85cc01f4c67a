package io.lsdn.controller.transport.route;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns of ssh_config(5): {@code *}, {@code ?}, and {@code !} for those that must not match.
 *
 * @param patterns of which one has to match and none that is negated may
 */
record SshPattern(List<String> patterns) {
    SshPattern {
        patterns = List.copyOf(patterns);
    }

    static SshPattern list(List<String> patterns) {
        return new SshPattern(patterns);
    }

    /** Case counts, as in OpenSSH. */
    boolean matches(String name) {
        boolean found = false;
        for (String pattern : patterns) {
            boolean negated = pattern.startsWith("!");
            if (isMatch(pattern.substring(negated ? 1 : 0), name)) {
                if (negated) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private static boolean isMatch(String pattern, String name) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
    }
}
