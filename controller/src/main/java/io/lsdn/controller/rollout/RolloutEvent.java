package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Locale;
import java.util.Optional;

/** What happens while a rollout runs, for whoever watches. */
public sealed interface RolloutEvent {
    /** A host entered a phase. */
    record HostPhase(String host, Phase phase) implements RolloutEvent {}

    /** A host ended. */
    record HostEnded(HostResult result) implements RolloutEvent {}

    /** Something that the user should know about a host. */
    record HostWarning(String host, Fault warning) implements RolloutEvent {}

    /** A line of the runner's log. */
    record HostLog(String host, String line) implements RolloutEvent {}

    /**
     * A line that a task of the play printed.
     *
     * @param host empty for one on the controller
     */
    record TaskOutput(String task, Optional<String> host, String line) implements RolloutEvent {}

    /** All hosts passed a barrier, or the rollout turned round. */
    record Step(String text) implements RolloutEvent {}

    /** Where a host is. */
    enum Phase {
        WAITING,
        CONNECTING,
        SHIPPING,
        PREPARING,
        PREPARED,
        COMMITTING,
        COMMITTED,
        CONFIRMING,
        ROLLING_BACK,
        ENDED;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
