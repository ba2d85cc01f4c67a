package io.lsdn.controller.report;

import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutEvent.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** When each host was in which phase, as a rollout's events tell it. Safe for use by several threads. */
final class Timeline {
    private final LongSupplier nanos;
    private final long began;
    private final Map<String, List<Entry>> entries = new LinkedHashMap<>();

    private record Entry(Phase phase, long at) {}

    /**
     * @param phase what the host was in
     * @param from since the rollout began
     * @param to when the next phase began
     */
    record Span(Phase phase, Duration from, Duration to) {}

    /** @param nanos a clock that only grows, as {@link System#nanoTime} */
    Timeline(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    synchronized void on(RolloutEvent event) {
        switch (event) {
            case RolloutEvent.HostPhase p -> enter(p.host(), p.phase());
            case RolloutEvent.HostEnded e -> enter(e.result().host(), Phase.ENDED);
            case RolloutEvent.HostWarning _, RolloutEvent.HostLog _, RolloutEvent.TaskOutput _, RolloutEvent.Step _ -> {
                // They take no time.
            }
        }
    }

    private void enter(String host, Phase phase) {
        entries.computeIfAbsent(host, _ -> new ArrayList<>()).add(new Entry(phase, nanos.getAsLong() - began));
    }

    /** Of one host, in their order; the last phase lasts until the host ended. */
    synchronized List<Span> of(String host) {
        List<Entry> of = entries.getOrDefault(host, List.of());
        var spans = new ArrayList<Span>();
        for (int i = 0; i + 1 < of.size(); i++) {
            if (of.get(i).phase() != Phase.ENDED) {
                spans.add(new Span(
                        of.get(i).phase(),
                        Duration.ofNanos(of.get(i).at()),
                        Duration.ofNanos(of.get(i + 1).at())));
            }
        }
        return spans;
    }
}
