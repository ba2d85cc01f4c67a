package io.lsdn.netmodel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UlidTest {
    private static String at(long millis, long seed) {
        return Ulid.next(InstantSource.fixed(Instant.ofEpochMilli(millis)), new Random(seed));
    }

    /** The example of the ULID specification: 1469918176385 ms are 01ARYZ6S41. */
    @Test
    void it_begins_with_the_time_in_base_32() {
        assertEquals("01ARYZ6S41", at(1469918176385L, 1).substring(0, 10));
    }

    @Test
    void it_has_26_digits_without_those_that_look_alike() {
        for (int seed = 0; seed < 50; seed++) {
            assertTrue(at(1_700_000_000_000L + seed, seed).matches("[0-9A-HJKMNP-TV-Z]{26}"));
        }
    }

    @Test
    void an_older_one_is_smaller_whatever_its_random_part() {
        for (int seed = 0; seed < 50; seed++) {
            assertTrue(at(1_700_000_000_000L, seed).compareTo(at(1_700_000_000_001L, 99 - seed)) < 0);
        }
    }
}
