package io.lsdn.controller.cli;

import io.lsdn.controller.report.HostsReport;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.HostQuestion;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** Options and course of the commands that ask each host one thing about a context, outside of any rollout. */
final class Asking {
    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private ContextOption context = new ContextOption();

    @Mixin
    private ForksOption forks = new ForksOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    String context() {
        return context.name();
    }

    /** @return the exit code: an answer, whatever it says, is no failure */
    <R extends Reply> int run(Surroundings s, Request request, Class<R> hoped, HostsReport<R> report) {
        var commandLine = login.commandLine(s);
        var hosts = HostInput.read(s, inventory, commandLine);
        if (hosts.isRefused(s)) {
            return ExitCode.WRONG_INPUT.number();
        }
        Map<String, Answered<R>> answers;
        try (var progress = OutputOptions.quiet(s, general)) {
            answers = new HostQuestion(
                            Participants.cleanup(context.name(), hosts.hosts(), hosts.limit()),
                            RunOptions.reading(forks),
                            new Gates(s, commandLine).to(hosts.access()),
                            progress.listener())
                    .ask(request, hoped);
        }
        print(s, report, answers);
        return exitCode(answers.values()).number();
    }

    private <R extends Reply> void print(Surroundings s, HostsReport<R> report, Map<String, Answered<R>> answers) {
        switch (output.format()) {
            case TEXT ->
                report.text(answers, general.style(s, s.terminal().out())).forEach(s.out()::println);
            case JSON -> s.out().println(report.json(answers));
            case NDJSON -> report.ndjson(answers).forEach(s.out()::println);
        }
    }

    private static <R extends Reply> ExitCode exitCode(Collection<Answered<R>> answers) {
        var not = answers.stream()
                .filter(a -> a instanceof Answered.Not<R>)
                .map(a -> (Answered.Not<R>) a)
                .toList();
        if (not.isEmpty()) {
            return ExitCode.DONE;
        } else if (not.stream().anyMatch(n -> n.why().code().equals("locked"))) {
            return ExitCode.LOCKED;
        }
        return not.stream().anyMatch(Answered.Not::unreachable) ? ExitCode.HOST_UNREACHABLE : ExitCode.HOST_FAILED;
    }
}
