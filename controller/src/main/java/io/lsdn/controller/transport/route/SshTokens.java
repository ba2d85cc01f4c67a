package io.lsdn.controller.transport.route;

import java.util.Map;
import java.util.Optional;

/** The percent tokens of ssh_config(5). */
final class SshTokens {
    private SshTokens() {}

    /** What {@code HostName} makes of the name that was given. */
    static String hostName(String text, String given) {
        return expand(text, Map.of('h', given)).orElse(text);
    }

    /** @return empty where a token is unknown */
    static Optional<String> expand(String text, Map<Character, String> tokens) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            char token = ++i < text.length() ? text.charAt(i) : 0;
            String value = token == '%' ? "%" : tokens.getOrDefault(token, "");
            if (value.isEmpty() && !tokens.containsKey(token)) {
                return Optional.empty();
            }
            out.append(value);
        }
        return Optional.of(out.toString());
    }
}
