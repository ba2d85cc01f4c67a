package io.lsdn.netmodel.compile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Numbers for names: each follows from its own name, in whatever order and company the names are. Where two names have one
 * digest, the one that sorts later takes the next number that is free, so no two ever share one.
 */
public final class StableNumbers {
    private StableNumbers() {}

    /**
     * @param first the lowest number
     * @param count how many there are, at least as many as names
     */
    public static Map<String, Integer> assign(Collection<String> names, int first, int count) {
        if (names.size() > count) {
            throw new IllegalArgumentException(names.size() + " names for " + count + " numbers");
        }
        var numbers = new HashMap<String, Integer>();
        Set<Integer> taken = new HashSet<>();
        for (String name : new TreeSet<>(names)) {
            int offset = Integer.remainderUnsigned(digest(name), count);
            while (!taken.add(offset)) {
                offset = (offset + 1) % count;
            }
            numbers.put(name, first + offset);
        }
        return numbers;
    }

    /** 32 bits that are as good as random, and the same for one name for ever. */
    static int digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
