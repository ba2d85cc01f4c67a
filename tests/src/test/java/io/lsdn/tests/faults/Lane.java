package io.lsdn.tests.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.deploy.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/** One lab, which goes through faults one after the other. */
final class Lane implements AutoCloseable {
    /** A decision wants heartbeats that are a third of it old at most. */
    private static final Duration LEAST_CONFIRM = Duration.ofSeconds(3);

    private final FaultLab lab;
    private final Controller controller;
    private final Map<Topologies, Map<String, Set<String>>> looks = new EnumMap<>(Topologies.class);
    private Duration confirm = LEAST_CONFIRM;
    private Topologies now = Topologies.RED;
    private int tried;
    private int operations;

    private Lane(FaultLab lab, Controller controller) {
        this.lab = lab;
        this.controller = controller;
    }

    /**
     * Rolls out both topologies, to see what hosts look like with them.
     *
     * @param archive of the controller's classes, made if it is not there
     */
    static Lane open(Path directory, Path archive) throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        var lane = new Lane(FaultLab.open(directory), new Controller(home, archive));
        try {
            lane.look();
            return lane;
        } catch (Exception | Error e) {
            lane.close();
            throw e;
        }
    }

    private void look() throws Exception {
        deploy(Topologies.RED);
        for (Topologies t : List.of(Topologies.BLUE, Topologies.RED)) {
            Files.writeString(lab.plan(lab.host("b")), "{\"point\": \"NEVER\", \"do\": []}");
            long began = System.nanoTime();
            deploy(t);
            slow(since(began));
            looks.put(t, lab.looks());
        }
        Path counted = lab.plan(lab.host("b")).resolveSibling("plan-b.ops");
        operations = Integer.parseInt(Files.readString(counted).strip());
    }

    /** On a machine that has much else to do a timer must not run out by itself: it is as long as a whole rollout takes. */
    private void slow(Duration rollout) {
        confirm = rollout.compareTo(confirm) > 0 ? rollout : confirm;
    }

    private void deploy(Topologies topology) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(lab.inventory());
        arguments.addAll(List.of("-o", "json"));
        arguments.add(topology.write(lab.directory()).toString());
        Cli.Ended ended = controller.run(arguments.toArray(String[]::new));
        assertEquals(0, ended.exit(), ended::toString);
    }

    /** How many operations a commit has on the host where faults are made. */
    int operations() {
        return operations;
    }

    /** Takes faults until there are none. */
    boolean work(Queue<Fault> faults, FaultTally tally) throws Exception {
        for (Fault f = faults.poll(); f != null; f = faults.poll()) {
            long began = System.nanoTime();
            var one = new FaultCase(lab, controller, confirm, f, now.other(), looks, tried++ % 2 == 0);
            try {
                String ended = one.run();
                now = one.now();
                tally.add(f, ended, since(began));
            } catch (Exception | Error e) {
                tally.failed(f, e, since(began));
                restore();
            }
        }
        return true;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** After a case that went wrong the next one shall not fail with it. */
    private void restore() throws Exception {
        Files.deleteIfExists(lab.plan(lab.host("b")));
        lab.endEverything(confirm);
        lab.removeLinks();
        controller.run("resume");
        deploy(now);
    }

    @Override
    public void close() {
        lab.close();
    }
}
