package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.playbook.LoadedPlay;
import io.lsdn.controller.rollout.Pace;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.tasks.PlayTasks;
import java.util.List;

/**
 * A play that has met the inventory.
 *
 * @param hosts who is contacted, in the order in which they are taken; nobody if the limit leaves none
 * @param access how those are reached
 */
record ReadyPlay(
        LoadedPlay loaded,
        List<Host> hosts,
        Participants participants,
        List<HostAccess> access,
        PlayTasks.Commands commands) {
    ReadyPlay {
        hosts = List.copyOf(hosts);
        access = List.copyOf(access);
    }

    String name() {
        return loaded.play().name();
    }

    Pace pace() {
        return new Pace(
                hosts.stream().map(Host::name).toList(),
                loaded.play().serial(),
                loaded.play().maxFailPercentage());
    }

    /** Those that claim a phys. */
    List<String> claimants() {
        return participants.inside().stream()
                .filter(p -> !p.bystander())
                .map(Participant::host)
                .toList();
    }
}
