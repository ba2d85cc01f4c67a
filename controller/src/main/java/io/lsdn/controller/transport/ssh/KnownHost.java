package io.lsdn.controller.transport.ssh;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One line of a known_hosts file.
 *
 * @param mark what the line says about its key
 * @param hosts whom it is about
 * @param keyType {@code ssh-ed25519} and so on
 * @param key the public key, base64 of SSH's own encoding
 * @param file where it stands
 * @param line 1 for the file's first
 */
record KnownHost(Mark mark, HostPatterns hosts, String keyType, String key, Path file, int line) {
    /** The optional first word of a line. */
    enum Mark {
        KEY,
        CERT_AUTHORITY,
        REVOKED
    }

    /** Reads a line; empty for a comment, an empty line, and what OpenSSH would not understand either. */
    static Optional<KnownHost> parse(String text, Path file, int line) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return Optional.empty();
        }
        List<String> words = List.of(stripped.split("[ \t]+", 5));
        Optional<Mark> mark = mark(words.getFirst());
        if (mark.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = mark.get() == Mark.KEY ? words : words.subList(1, words.size());
        return rest.size() < 3
                ? Optional.empty()
                : Optional.of(new KnownHost(
                        mark.get(), HostPatterns.parse(rest.get(0)), rest.get(1), rest.get(2), file, line));
    }

    /** {@code FILE:LINE}. */
    String place() {
        return file + ":" + line;
    }

    private static Optional<Mark> mark(String word) {
        return switch (word) {
            case "@cert-authority" -> Optional.of(Mark.CERT_AUTHORITY);
            case "@revoked" -> Optional.of(Mark.REVOKED);
            default -> word.startsWith("@") ? Optional.empty() : Optional.of(Mark.KEY);
        };
    }
}
