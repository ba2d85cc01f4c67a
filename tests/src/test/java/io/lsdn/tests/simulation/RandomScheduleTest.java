package io.lsdn.tests.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred simulated hosts, a thousand random schedules (a hundred unless {@code -Dlsdn.all=true}).
 * {@code -Dlsdn.seed=N -Dlsdn.schedules=1} repeats one.
 */
@Timeout(3600)
class RandomScheduleTest {
    private static final int ALL = 1_000;

    private static final int SOME = 100;

    @Test
    void after_resume_there_is_never_a_mix_and_two_that_meet_never_both_lose() throws Exception {
        long first = Long.getLong("lsdn.seed", new Random().nextInt(1_000_000_000));
        int count = Integer.getInteger("lsdn.schedules", Boolean.getBoolean("lsdn.all") ? ALL : SOME);
        System.out.println("seeds " + first + " to " + (first + count - 1)
                + (count < ALL ? "; left out: " + (ALL - count) + " of " + ALL + " schedules (./test --all)" : ""));
        var outcomes = new TreeMap<String, Integer>();
        var failures = new ArrayList<String>();
        long began = System.nanoTime();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(2, Runtime.getRuntime().availableProcessors()))) {
            List<Future<String>> stories = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long seed = first + i;
                stories.add(pool.submit(() -> story(seed)));
            }
            for (Future<String> story : stories) {
                String text = story.get();
                if (text.startsWith("FAILED")) {
                    failures.add(text);
                }
                System.out.println(text);
                outcomes.merge(text.replaceAll(".*, (?=all at|01)", ""), 1, Integer::sum);
            }
        }
        System.out.println(count + " schedules over " + Schedule.HOSTS + " hosts in "
                + (System.nanoTime() - began) / 1_000_000_000 + " s: " + outcomes);
        assertEquals(List.of(), failures);
    }

    private static String story(long seed) {
        try {
            return "seed " + seed + ": " + new Schedule(seed).run();
        } catch (AssertionError e) {
            return "FAILED " + e.getMessage();
        }
    }
}
