package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.lsctl.LsctlRun;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.Rollout;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.rollout.Timing;
import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.HostPath;
import io.lsdn.netmodel.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** This machine as the only host of a rollout that nobody else takes part in and that no state directory remembers. */
record LocalMachine(Surroundings surroundings) implements LsctlRun.Machine {
    private static final String NAME = "localhost";
    private static final String ADDRESS = "127.0.0.1";
    /** The directory for runner and state, where it is another than the usual one. */
    static final String DIRECTORY = "LSDN_DIR";

    @Override
    public Optional<String> commit(Topology topology, Set<String> claimed) {
        return roll(topology, claimed);
    }

    @Override
    public Optional<String> cleanup(String context) {
        return roll(Topology.empty(context), Set.of());
    }

    private Optional<String> roll(Topology topology, Set<String> claimed) {
        String directory = surroundings.environment().getOrDefault(DIRECTORY, "");
        if (!directory.isEmpty() && !HostPath.isUsable(directory)) {
            return Optional.of(DIRECTORY + " is '" + directory + "'; it has to be an absolute path");
        }
        var self = new Participant(NAME, ADDRESS, claimed, topology.slice(claimed), false);
        var participants = new Participants(topology, List.of(self), List.of(), Set.of(NAME), List.of());
        var settings = new RolloutSettings(
                Holders.me(), 1, Timing.of(Duration.ofSeconds(30)), false, false, OnFailure.ROLLBACK);
        var access = new HostAccess(
                NAME,
                new Destination.Local(),
                BootstrapSettings.of(
                        directory.isEmpty() ? BootstrapSettings.DEFAULT_DIRECTORY : new HostPath(directory)));
        var gate = new Gates(surroundings, new LoginOptions().commandLine(surroundings)).to(List.of(access));
        var rollout = new Rollout(
                participants, settings, gate, _ -> {}, RolloutTasks.NONE, DecisionRecord.IN_MEMORY, Expected.ANYTHING);
        try (var _ = surroundings.interrupts().during(rollout::interrupt)) {
            return fault(rollout.run());
        }
    }

    private static Optional<String> fault(RolloutResult result) {
        if (result.outcome() == RolloutOutcome.COMMITTED || result.outcome() == RolloutOutcome.UNCHANGED) {
            return Optional.empty();
        }
        return Optional.of(result.host(NAME)
                .error()
                .map(f -> f.message() + (f.hint().isEmpty() ? "" : "; " + f.hint()))
                .orElse("the commit ended as " + result.outcome()));
    }
}
