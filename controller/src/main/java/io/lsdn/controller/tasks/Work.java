package io.lsdn.controller.tasks;

import io.lsdn.controller.transport.HostShell.Result;
import io.lsdn.netmodel.wire.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a task's command.
 *
 * @param name of the task, for people
 * @param where for people
 */
record Work(
        String name,
        String where,
        Shell shell,
        String command,
        Map<String, String> environment,
        String input,
        Duration limit) {
    private static final int LINES_TOLD = 5;

    Result run() throws InterruptedException {
        return shell.run(command, environment, input, limit);
    }

    /** What is wrong with how it went. */
    Optional<Fault> fault(Result result) {
        return switch (result) {
            case Result.Ended(int code, String output) ->
                code == 0
                        ? Optional.empty()
                        : Optional.of(new Fault(
                                "task-failed",
                                name + " on " + where + " ended with exit code " + code + said(output),
                                "see what it says (-v)"));
            case Result.TimedOut(String output) ->
                Optional.of(new Fault(
                        "task-timeout",
                        name + " on " + where + " did not end within " + limit.toSeconds() + " s" + said(output),
                        "give it more time with 'timeout:'"));
            case Result.NotRun(String why) ->
                Optional.of(new Fault("task-not-run", name + " on " + where + " could not be run: " + why, ""));
        };
    }

    static List<String> lines(Result result) {
        return switch (result) {
            case Result.Ended(int _, String output) -> output.lines().toList();
            case Result.TimedOut(String output) -> output.lines().toList();
            case Result.NotRun _ -> List.of();
        };
    }

    private static String said(String output) {
        List<String> lines = output.strip().lines().toList();
        String end = String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        return end.isEmpty() ? "" : " and said: " + end;
    }
}
