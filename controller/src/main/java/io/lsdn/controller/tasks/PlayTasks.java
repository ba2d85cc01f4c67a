package io.lsdn.controller.tasks;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.playbook.TaskCommand;
import io.lsdn.controller.report.JsonReport;
import io.lsdn.controller.rollout.HostOutcome;
import io.lsdn.controller.rollout.HostResult;
import io.lsdn.controller.rollout.Moment;
import io.lsdn.controller.rollout.RolloutEvent;
import io.lsdn.controller.rollout.RolloutListener;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.rollout.TaskFaults;
import io.lsdn.controller.transport.Connector;
import io.lsdn.netmodel.wire.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tasks of one play, one after the other; on hosts on all at once. Runs once. */
public final class PlayTasks implements RolloutTasks {
    private static final Set<HostOutcome> BAD =
            Set.of(HostOutcome.FAILED, HostOutcome.UNREACHABLE, HostOutcome.ROLLBACK_FAILED);

    private final Commands commands;
    private final Shell here;
    private final Map<String, Shell> there;
    private final Crew crew;
    private final RolloutListener listener;

    /** @param failure run by {@link #afterFailure} */
    public record Commands(List<TaskCommand> pre, List<TaskCommand> post, List<TaskCommand> failure) {
        public Commands {
            pre = List.copyOf(pre);
            post = List.copyOf(post);
            failure = List.copyOf(failure);
        }
    }

    /**
     * @param directory where those on the controller run
     * @param forks on how many hosts at once
     * @param listener hears what they say
     */
    public PlayTasks(
            Commands commands,
            Path directory,
            Collection<HostAccess> hosts,
            Connector connector,
            int forks,
            RolloutListener listener) {
        this(
                commands,
                new LocalShell(directory),
                hosts.stream().collect(Collectors.toMap(HostAccess::host, h -> new RemoteShell(h, connector))),
                forks,
                listener);
    }

    PlayTasks(Commands commands, Shell here, Map<String, ? extends Shell> there, int forks, RolloutListener listener) {
        this.commands = commands;
        this.here = here;
        this.there = Map.copyOf(there);
        this.crew = new Crew(forks);
        this.listener = listener;
    }

    @Override
    public boolean anyBefore() {
        return !commands.pre().isEmpty();
    }

    @Override
    public TaskFaults beforeCommit(Moment moment) {
        return run("pre_task", commands.pre(), moment.hosts(), moment.soFar(), true);
    }

    @Override
    public TaskFaults afterCommit(Moment moment) {
        return run("post_task", commands.post(), moment.hosts(), moment.soFar(), true);
    }

    /**
     * After everything has ended. All are run, also after one that fails.
     *
     * @param hosts on which those on hosts are run
     */
    public TaskFaults afterFailure(RolloutResult result, List<String> hosts) {
        return run("failure_task", commands.failure(), hosts, result, false);
    }

    /** Kills what runs, from another thread; nothing more is begun. */
    @Override
    public void interrupt() {
        crew.dismiss();
    }

    private TaskFaults run(
            String kind, List<TaskCommand> tasks, List<String> hosts, RolloutResult result, boolean untilFault) {
        var faults = new LinkedHashMap<String, Fault>();
        var general = new ArrayList<Fault>();
        for (TaskCommand command : tasks) {
            if (crew.isDismissed() || untilFault && !general.isEmpty()) {
                break;
            }
            String name = kind + " '" + command.task().name() + "'";
            listener.on(new RolloutEvent.Step(name));
            switch (command) {
                case TaskCommand.Here h ->
                    here(name, h, hosts, result, untilFault).ifPresent(general::add);
                case TaskCommand.There t -> {
                    List<String> good = untilFault
                            ? hosts.stream().filter(h -> !faults.containsKey(h)).toList()
                            : hosts;
                    there(name, t, good, result).forEach(faults::putIfAbsent);
                }
            }
        }
        return new TaskFaults(faults, general);
    }

    private Optional<Fault> here(
            String name, TaskCommand.Here task, List<String> hosts, RolloutResult result, boolean running) {
        List<String> meant = running ? hosts : bad(result);
        var work = new Work(
                name,
                "the controller",
                here,
                task.command(),
                environment(result, String.join(",", meant), result.outcome().word()),
                JsonReport.text(result) + "\n",
                task.task().timeout());
        return Optional.ofNullable(crew.carryOut(Map.of("", work), line -> said(name, Optional.empty(), line))
                .get(""));
    }

    private static List<String> bad(RolloutResult result) {
        return result.hosts().values().stream()
                .filter(h -> BAD.contains(h.outcome()) || h.error().isPresent())
                .map(HostResult::host)
                .toList();
    }

    private Map<String, Fault> there(String name, TaskCommand.There task, List<String> hosts, RolloutResult result) {
        String json = JsonReport.text(result) + "\n";
        var work = new LinkedHashMap<String, Work>();
        for (String host : hosts) {
            work.put(
                    host,
                    new Work(
                            name,
                            "the host",
                            Objects.requireNonNull(there.get(host)),
                            Objects.requireNonNull(task.commands().get(host)),
                            environment(
                                    result, host, result.host(host).outcome().word()),
                            json,
                            task.task().timeout()));
        }
        return crew.carryOut(work, line -> said(name, Optional.of(line.who()), line));
    }

    private void said(String task, Optional<String> host, Crew.Line line) {
        listener.on(new RolloutEvent.TaskOutput(task, host, line.text()));
    }

    private static Map<String, String> environment(RolloutResult result, String host, String outcome) {
        return Map.of("LSDN_ROLLOUT", result.rollout(), "LSDN_HOST", host, "LSDN_OUTCOME", outcome);
    }
}
