package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.hosts.TransportGate;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.Rollout;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.transport.HostConnector;
import io.lsdn.controller.transport.RunnerArchive;
import io.lsdn.controller.transport.RunnerBootstrap;
import io.lsdn.controller.transport.RunnerJar;
import io.lsdn.controller.transport.local.LocalConnection;
import io.lsdn.controller.transport.ssh.SshConnector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Wires a rollout to its hosts, its report and the signals, and runs it. */
final class RolloutRun {
    /** Where the launcher keeps class archives of the runner. */
    static final String ARCHIVES = "lsdn.archives";

    private RolloutRun() {}

    static HostGate gate(List<HostAccess> access) {
        try {
            var jar = RunnerJar.carried();
            return new TransportGate(access, connector(), new RunnerBootstrap(jar, archive(jar)));
        } catch (IOException e) {
            throw new UncheckedIOException("the runner that this program carries cannot be read", e);
        }
    }

    /** A way to hosts that remembers nothing. */
    static HostConnector connector() {
        return new HostConnector(new SshConnector()::connect, LocalConnection::connect);
    }

    private static Optional<RunnerArchive> archive(RunnerJar jar) throws IOException {
        String directory = System.getProperty(ARCHIVES, "");
        return directory.isEmpty() ? Optional.empty() : RunnerArchive.find(Path.of(directory), jar);
    }

    static RolloutResult run(
            Participants participants,
            RolloutSettings settings,
            HostGate gate,
            OutputOptions.Reporting reporting,
            Interrupts interrupts,
            DecisionRecord record,
            Expected expected,
            RolloutTasks tasks) {
        var rollout = new Rollout(participants, settings, gate, reporting.report(), tasks, record, expected);
        RolloutResult result;
        try (var _ = reporting.progress();
                var _ = interrupts.during(rollout::interrupt)) {
            result = rollout.run();
        }
        reporting.report().ended(result);
        return result;
    }
}
