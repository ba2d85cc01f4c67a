package io.lsdn.controller.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.rollout.RolloutResult;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void every_host_has_a_line_and_the_rollout_a_verdict() {
        assertEquals("""
                a       committed        +2 ~1 -1          0.8 s  generation 7 (recovered an unfinished rollout)
                host-b  unchanged        +0 ~0 -0          2.0 s  generation 7
                committed: 1 host committed, 1 host unchanged; 3.1 s (context lsdn, rollout 01JD)
                """, text(Samples.committed(), false));
    }

    @Test
    void a_failure_says_which_host_what_failed_and_what_to_do() {
        assertEquals("""
                a  failed           +0 ~0 -0          1.5 s
                b  unreachable      +0 ~0 -0          1.5 s
                a: failed: there is no interface tap0; create it [interface-missing]
                b: unreachable: no route to b\\x1b[2J [no-route]
                failed: nothing was changed on any host; 1 host failed, 1 host unreachable; 1:00 min (context lsdn, rollout 01JD)
                """, text(Samples.failed(), false));
    }

    @Test
    void what_a_rollback_left_behind_is_listed_and_the_host_named() {
        assertEquals("""
                a  rollback failed  +2 ~1 -1          1.0 s
                a: rollback failed: not all was undone; run it again [rollback-incomplete]
                a: left behind: link lsdn-b1
                rollback incomplete: a person must look at a; 1 host rollback failed; 1.0 s (context lsdn, rollout 01JD)
                as before: none; not as before, or not known: a
                  lsdn-deploy resume 01JD  looks again, and puts back what is left
                """, text(Samples.stuck(), false));
    }

    @Test
    void a_diff_shows_each_stage_in_the_words_of_iproute2() {
        assertTrue(text(Samples.stuck(), true).startsWith("""
                a: make
                  + link lsdn-b1 type bridge mcast_snooping 0
                  + link lsdn-b1 up
                a: switch
                  ~ link tap0 mtu 1500 -> link tap0 mtu 1450
                a: break
                  - link tap1 master lsdn-b2
                """));
    }

    private static String text(RolloutResult result, boolean diff) {
        return String.join("\n", Summary.of(result, diff, Style.PLAIN)) + "\n";
    }
}
