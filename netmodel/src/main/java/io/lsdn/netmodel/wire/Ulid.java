package io.lsdn.netmodel.wire;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Rollout ids: 48 bits of milliseconds since 1970, then 80 random ones, as 26 characters of Crockford's base 32. Sorted as
 * text they are sorted by time, so of two rollouts the smaller id is the older one.
 */
public final class Ulid {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final int RANDOM_BITS = 80;

    private Ulid() {}

    /** An id for now. */
    public static String next(InstantSource clock, RandomGenerator random) {
        var low = new byte[RANDOM_BITS / Byte.SIZE];
        random.nextBytes(low);
        BigInteger value =
                BigInteger.valueOf(clock.millis()).shiftLeft(RANDOM_BITS).or(new BigInteger(1, low));
        var text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(DIGITS.charAt(value.shiftRight(5 * i).intValue() & 31));
        }
        return text.toString();
    }
}
