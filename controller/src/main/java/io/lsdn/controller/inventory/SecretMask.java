package io.lsdn.controller.inventory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Messages show the offending line; a password on that line is shown as stars, of its length so that columns hold. */
final class SecretMask {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?<key>[\\w-]*(?:pass|secret|token|private_key(?!_file))[\\w-]*"
                    + "[\"']?\\s*[=:]\\s*)(?<value>\"(?:[^\"\\\\]|\\\\.)*\"?|'[^']*'?|.+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEXT_VARIABLE = Pattern.compile("\\s+[A-Za-z_]\\w*=");

    private SecretMask() {}

    static String mask(String line) {
        var out = new StringBuilder();
        var rest = line;
        for (Matcher m = ASSIGNMENT.matcher(rest); m.find(); m = ASSIGNMENT.matcher(rest)) {
            var value = m.group("value");
            var next = NEXT_VARIABLE.matcher(value);
            boolean quoted = value.startsWith("\"") || value.startsWith("'");
            int length = quoted || !next.find() ? value.length() : next.start();
            out.append(rest, 0, m.start("value")).append("*".repeat(value.codePointCount(0, length)));
            rest = rest.substring(m.start("value") + length);
        }
        return out.append(rest).toString();
    }
}
