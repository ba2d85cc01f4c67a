package io.lsdn.controller.playbook;

import io.lsdn.controller.inventory.HostPattern;
import io.lsdn.controller.rollout.BatchSize;
import io.lsdn.controller.rollout.OnFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One rollout of a playbook.
 *
 * @param name for people; the pattern, if it has none
 * @param hosts who is contacted
 * @param topology the files, relative to the directory of the playbook
 * @param serial the sizes of its batches; none: all hosts at once
 * @param maxFailPercentage of a batch, 0 to 100
 * @param confirm the dead-man's timer, if it says one
 * @param onFailure if it says so
 * @param pre tasks before the commit of each batch
 * @param post tasks after it
 * @param failure tasks after the play failed
 */
public record Play(
        String name,
        HostPattern hosts,
        List<String> topology,
        List<BatchSize> serial,
        BigDecimal maxFailPercentage,
        Optional<Duration> confirm,
        Optional<OnFailure> onFailure,
        List<PlayTask> pre,
        List<PlayTask> post,
        List<PlayTask> failure) {
    /** The shortest dead-man's timer: long enough for a heartbeat in time. */
    public static final Duration SHORTEST_CONFIRM = Duration.ofSeconds(2);
    /** The longest: short enough for somebody who waits. */
    public static final Duration LONGEST_CONFIRM = Duration.ofHours(1);

    public Play {
        topology = List.copyOf(topology);
        serial = List.copyOf(serial);
        pre = List.copyOf(pre);
        post = List.copyOf(post);
        failure = List.copyOf(failure);
    }

    /** A topology alone. */
    static Play of(List<String> topology, HostPattern all) {
        return new Play(
                "all",
                all,
                topology,
                List.of(),
                BigDecimal.ZERO,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
    }
}
