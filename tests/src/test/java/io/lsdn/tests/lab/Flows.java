package io.lsdn.tests.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Echo requests that go on while something else happens. */
public final class Flows implements AutoCloseable {
    private final List<Probe> probes;
    private final RunningCommand running;

    Flows(List<Probe> probes, RunningCommand running) {
        this.probes = probes;
        this.running = running;
        running.awaitOutput("started");
    }

    /**
     * How many requests were never answered.
     *
     * @param sent how many there were
     */
    public record Loss(int sent, int lost) {}

    /** Ends them, and tells what became of each. */
    public Map<Probe, Loss> end() {
        var losses = new LinkedHashMap<Probe, Loss>();
        for (String line : running.interrupt().output().lines().skip(1).toList()) {
            String[] words = line.split(" ", -1);
            losses.put(
                    probes.get(Integer.parseInt(words[0])),
                    new Loss(Integer.parseInt(words[1]), Integer.parseInt(words[2])));
        }
        return losses;
    }

    @Override
    public void close() {
        running.close();
    }
}
