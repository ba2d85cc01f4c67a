package io.lsdn.netmodel.compile;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;

/**
 * Names for our links: {@code lsdn-}, a letter for the role, and what the link is for; at most 15 bytes. What does not fit is
 * replaced by a digest. A name depends only on its own object; that no two objects of a machine share one is checked, not
 * hoped for.
 */
final class LinkNames {
    private static final int ROOM = 15 - "lsdn-".length() - 1;

    private final Map<String, String> takenBy = new HashMap<>();

    /**
     * @param role a letter
     * @param subject what the link is for, the same for no other link of that role
     * @throws IllegalStateException if two subjects have one digest (2^46 to one, for two objects of one machine)
     */
    String name(char role, String subject) {
        String name = "lsdn-" + role + (subject.length() <= ROOM && isPlain(subject) ? subject : digest(subject));
        String other = takenBy.putIfAbsent(name, subject);
        if (other != null && !other.equals(subject)) {
            throw new IllegalStateException("links for " + other + " and " + subject + " would both be " + name);
        }
        return name;
    }

    private static boolean isPlain(String s) {
        // A digest begins with '~', so it can never equal a subject that stands for itself.
        return s.chars().allMatch(c -> c == '.' || c == '-' || c == '_' || c < 128 && Character.isLetterOrDigit(c));
    }

    private static String digest(String subject) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
            String base36 = new BigInteger(1, hash).toString(36);
            return "~" + base36.substring(base36.length() - (ROOM - 1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
