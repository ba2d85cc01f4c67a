package io.lsdn.controller.cli;

import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.inventory.Selection;
import io.lsdn.controller.playbook.LoadedPlay;
import io.lsdn.controller.playbook.PlayTask;
import io.lsdn.controller.playbook.PlaybookResult;
import io.lsdn.controller.playbook.TaskCommand;
import io.lsdn.controller.playbook.TaskVariables;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.source.Locations;
import io.lsdn.controller.tasks.PlayTasks;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plays and inventory together: who takes part in which play, and all that does not fit. */
final class PlayAssembly {
    private final HostInput hosts;
    private final Set<Diagnostic> problems = new LinkedHashSet<>();

    private PlayAssembly(HostInput hosts) {
        this.hosts = hosts;
    }

    /** @param problems with an error among them nothing may be contacted */
    record Assembled(List<ReadyPlay> plays, List<Diagnostic> problems) {}

    static Assembled of(PlaybookResult.Loaded playbook, HostInput hosts) {
        var assembly = new PlayAssembly(hosts);
        List<ReadyPlay> plays = playbook.plays().stream().map(assembly::play).toList();
        if (!Diagnostics.hasErrors(hosts.diagnostics())
                && !Diagnostics.hasErrors(List.copyOf(assembly.problems))
                && plays.stream().allMatch(p -> p.hosts().isEmpty())) {
            assembly.problems.add(new Diagnostic(
                    Severity.ERROR,
                    "no-hosts",
                    Optional.empty(),
                    "",
                    "no host is left for any play",
                    Optional.of("see --list-hosts, and --limit")));
        }
        return new Assembled(plays, List.copyOf(assembly.problems));
    }

    private ReadyPlay play(LoadedPlay loaded) {
        Selection selected = loaded.play().hosts().select(hosts.inventory());
        problems.addAll(selected.diagnostics());
        if (selected.hosts().isEmpty() && !selected.hasErrors()) {
            problems.add(new Diagnostic(
                    Severity.WARNING,
                    "no-hosts",
                    loaded.play().hosts().at().filter(a -> !a.source().isEmpty()),
                    loaded.play().name(),
                    "no host of the inventory matches " + loaded.play().hosts(),
                    Optional.empty()));
        }
        List<Host> inside = selected.hosts().stream()
                .filter(h -> hosts.limit().contains(h.name()))
                .toList();
        Set<String> names = inside.stream().map(Host::name).collect(Collectors.toSet());
        var participants = Participants.of(loaded.topology(), hosts.hosts(), names);
        participants.problems().forEach(p -> problems.add(located(p, loaded.locations())));
        var play = loaded.play();
        return new ReadyPlay(
                loaded,
                inside,
                participants,
                hosts.access().stream().filter(a -> names.contains(a.host())).toList(),
                new PlayTasks.Commands(
                        fill(play.pre(), inside), fill(play.post(), inside), fill(play.failure(), inside)));
    }

    private List<TaskCommand> fill(List<PlayTask> tasks, List<Host> inside) {
        var wrong = new ArrayList<Diagnostic>();
        List<TaskCommand> commands = TaskVariables.fill(tasks, inside, wrong);
        problems.addAll(wrong);
        return commands;
    }

    /** What only shows when hosts and topology meet still has its place in the topology. */
    private static Diagnostic located(Diagnostic d, Locations locations) {
        return new Diagnostic(
                d.severity(),
                d.code(),
                d.location().or(() -> locations.of(d.object())),
                d.object(),
                d.message(),
                d.hint());
    }
}
