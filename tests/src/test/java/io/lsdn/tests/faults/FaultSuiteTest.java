package io.lsdn.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.ProgressLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of fault at every step of the protocol and at the operations of a commit. Most of a fault's time is waiting for
 * timers, so some labs go through the faults side by side.
 */
@Tag("namespaces")
@Tag("faults")
final class FaultSuiteTest {
    private static final int LEAST_OPERATIONS = 20;
    private static final int TENTH = 10;
    private static final int LANES = Integer.getInteger("lsdn.faults.lanes", 4);

    @TempDir
    private Path directory = Path.of("");

    private final FaultTally tally;

    FaultSuiteTest() throws IOException {
        tally = new FaultTally(ProgressLog.open("faults.log"));
    }

    @Test
    @Timeout(7200)
    void every_fault_ends_as_the_table_says_and_the_next_command_brings_the_hosts_forward() throws Exception {
        Needs.namespaces();
        Needs.programs("faketime");
        long seed = Long.getLong("lsdn.seed", new Random().nextLong());
        try (Lane first = Lane.open(Files.createDirectory(directory.resolve("lane0")), directory.resolve("cli.jsa"))) {
            int operations = first.operations();
            assertTrue(operations >= LEAST_OPERATIONS, operations + " operations are no commit of " + LEAST_OPERATIONS);
            List<Fault> all = chosen(operations, seed);
            go(first, new ConcurrentLinkedQueue<>(all));
        }
        tally.sayAll();
        assertEquals(List.of(), tally.failures(), "seed " + seed);
    }

    private List<Fault> chosen(int operations, long seed) {
        var random = new Random(seed);
        List<Fault> steps = wanted(Fault.atSteps());
        List<Fault> every = wanted(Fault.atOperations(operations));
        List<Fault> some = new ArrayList<>(every);
        if (!Boolean.getBoolean("lsdn.all")) {
            Collections.shuffle(some, random);
            some = some.subList(0, (every.size() + TENTH - 1) / TENTH);
        }
        List<Fault> all = new ArrayList<>(steps);
        all.addAll(some);
        tally.say("seed %d: %d faults at steps, and at %d of %d places in a commit of %d operations%s"
                .formatted(
                        seed,
                        steps.size(),
                        some.size(),
                        every.size(),
                        operations,
                        some.size() < every.size() ? "; ./test --all makes all" : ""));
        assertTrue(!all.isEmpty(), "there is no such fault");
        Collections.shuffle(all, random);
        return mixed(all);
    }

    private static List<Fault> wanted(List<Fault> faults) {
        Pattern only = Pattern.compile(System.getProperty("lsdn.faults.only", ""));
        return faults.stream().filter(f -> only.matcher(f.toString()).find()).toList();
    }

    /** What mostly waits for timers is spread over the first two thirds, beside what needs the processor. */
    private static List<Fault> mixed(List<Fault> all) {
        var waiting = new ArrayDeque<Fault>();
        var busy = new ArrayList<Fault>();
        all.forEach(f -> (f.kind() == Kind.STOP_RUNNER ? waiting : busy).add(f));
        int apart = Math.max(1, busy.size() * 2 / 3 / Math.max(1, waiting.size()));
        var mixed = new ArrayList<Fault>();
        for (int i = 0; i < busy.size(); i++) {
            if (i % apart == 0 && !waiting.isEmpty()) {
                mixed.add(waiting.remove());
            }
            mixed.add(busy.get(i));
        }
        mixed.addAll(waiting);
        return mixed;
    }

    private void go(Lane first, Queue<Fault> faults) throws Exception {
        List<Callable<Boolean>> lanes = new ArrayList<>();
        lanes.add(() -> first.work(faults, tally));
        for (int i = 1; i < LANES; i++) {
            Path own = Files.createDirectory(directory.resolve("lane" + i));
            lanes.add(() -> {
                try (Lane lane = Lane.open(own, directory.resolve("cli.jsa"))) {
                    return lane.work(faults, tally);
                }
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(LANES)) {
            for (Future<Boolean> lane : pool.invokeAll(lanes)) {
                lane.get();
            }
        }
    }
}
