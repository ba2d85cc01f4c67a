package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.rollout.Decision;
import io.lsdn.controller.rollout.HostGate;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.Resumption;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.Timing;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.RolloutEntry;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.netmodel.wire.Holder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finishes a rollout that is open in the state, whoever's it was. */
record Finishing(Surroundings surroundings, int forks, Holder me, List<HostAccess> access, CommandLine login) {
    /** @return how it ended now; nothing is written down */
    RolloutResult finish(OpenRollout open, RolloutListener listener) {
        RolloutEntry e = open.entry();
        Set<String> hosts = open.decision().map(Finishing::names).orElse(e.hosts());
        HostGate gate = Hosts.of(surroundings, hosts, access, e.invocation(), login);
        var resumption = new Resumption(settings(open), gate, listener);
        return open.decision().map(resumption::complete).orElseGet(() -> resumption.takeBack(e.context(), hosts));
    }

    /**
     * What was decided is not to be completed: hosts that have not confirmed it go back to where they were, so that none is held by
     * what the dead controller left. Only hosts of the present inventory are asked; who cannot be is the next one's concern.
     */
    void takeBack(OpenRollout open, RolloutListener listener) {
        Set<String> reachable = access.stream().map(HostAccess::host).collect(Collectors.toSet());
        Set<String> hosts = open
                .decision()
                .map(Finishing::names)
                .orElse(open.entry().hosts())
                .stream()
                .filter(reachable::contains)
                .collect(Collectors.toSet());
        HostGate gate = Hosts.of(surroundings, hosts, access, open.entry().invocation(), login);
        var _ = new Resumption(settings(open), gate, listener)
                .takeBack(open.entry().context(), hosts);
    }

    private static Set<String> names(Decision d) {
        return d.hosts().stream().map(Participant::host).collect(Collectors.toSet());
    }

    /** Under the rollout's own id: only that may confirm what it decided. */
    private RolloutSettings settings(OpenRollout open) {
        var holder = new Holder(open.id(), me.user(), me.host(), me.pid(), me.since());
        return new RolloutSettings(
                holder,
                forks,
                Timing.of(Duration.ofMillis(open.entry().confirmMillis())),
                false,
                open.decision().map(Decision::pending).orElse(false),
                OnFailure.ROLLBACK);
    }

    /** In one line: what is about to be done, and why. */
    static String announcement(OpenRollout open) {
        Holder h = open.entry().holder();
        return "rollout " + open.id() + " (" + open.entry().command() + " by " + h.user() + "@" + h.host() + ", "
                + h.since() + ") "
                + Optional.of(open.decision())
                        .filter(Optional::isPresent)
                        .map(_ -> "was decided and did not come to its end: completing it")
                        .orElse("ended before its decision: its hosts go back to where they were");
    }
}
