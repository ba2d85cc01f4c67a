package io.lsdn.controller.transport.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Whom a line of a known_hosts file is about. */
sealed interface HostPatterns {
    /**
     * Whether the line is about a name.
     *
     * @param name lower case, {@code host} or {@code [host]:port}
     */
    boolean match(String name);

    static HostPatterns parse(String text) {
        if (text.startsWith("|1|")) {
            String[] parts = text.split("\\|", -1);
            return parts.length == 4 ? new Hashed(parts[2], parts[3]) : new Listed(List.of());
        }
        return new Listed(List.of(text.toLowerCase(Locale.ROOT).split(",")));
    }

    /** A comma list of names with {@code *} and {@code ?}; one that starts with {@code !} excludes. */
    record Listed(List<String> patterns) implements HostPatterns {
        @Override
        public boolean match(String name) {
            boolean found = false;
            for (String pattern : patterns) {
                if (pattern.startsWith("!")) {
                    if (matches(pattern.substring(1), name)) {
                        return false;
                    }
                } else {
                    found |= matches(pattern, name);
                }
            }
            return found;
        }

        private static boolean matches(String pattern, String name) {
            int star = -1;
            int resume = 0;
            int at = 0;
            int in = 0;
            while (in < name.length()) {
                if (at < pattern.length() && pattern.charAt(at) == '*') {
                    star = at++;
                    resume = in;
                } else if (at < pattern.length()
                        && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(in))) {
                    at++;
                    in++;
                } else if (star >= 0) {
                    at = star + 1;
                    in = ++resume;
                } else {
                    return false;
                }
            }
            while (at < pattern.length() && pattern.charAt(at) == '*') {
                at++;
            }
            return at == pattern.length();
        }
    }

    /** {@code |1|salt|hash}: the HMAC-SHA1 of one name. */
    record Hashed(String salt, String hash) implements HostPatterns {
        @Override
        public boolean match(String name) {
            try {
                byte[] key = Base64.getDecoder().decode(salt);
                var mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(key, "HmacSHA1"));
                return MessageDigest.isEqual(
                        mac.doFinal(name.getBytes(UTF_8)), Base64.getDecoder().decode(hash));
            } catch (IllegalArgumentException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HMAC-SHA1", e);
            }
        }
    }
}
