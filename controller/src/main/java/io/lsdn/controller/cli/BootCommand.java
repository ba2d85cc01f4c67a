package io.lsdn.controller.cli;

import io.lsdn.controller.report.BootReport;
import io.lsdn.controller.rollout.HostQuestion;
import io.lsdn.controller.rollout.HostQuestion.Answered;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Whether hosts build what was confirmed by themselves. */
@Command(
        name = "boot",
        description = {
            "Have hosts build what was confirmed last by themselves, when they are started and when an interface of a",
            "virt appears (boot install), or no longer (boot remove). Nothing runs on them in between."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class BootCommand implements Task {
    private static final List<String> WORDS = List.of("install", "remove");

    /** Options too: the first word is what is wrong. */
    @Unmatched
    private List<String> words = new ArrayList<>();

    @Override
    public int run() {
        throw new UsageException(words.stream()
                .filter(w -> !w.startsWith("-"))
                .findFirst()
                .map(w -> "'" + w + "' is not one of boot install, boot remove"
                        + Meant.by(w, WORDS)
                                .map(m -> "; did you mean boot " + m + "?")
                                .orElse(""))
                .orElse("say boot install or boot remove"));
    }

    /** From now on they do. */
    @Command(
            name = "install",
            description = {
                "Put a systemd one-shot and a udev rule on every host: they build what was confirmed last of the context",
                "at boot, and when one of its interfaces appears. What has no interface yet waits for it (status)."
            },
            sortOptions = false,
            mixinStandardHelpOptions = true)
    static final class Install implements Task {
        private final Surroundings surroundings;

        @Mixin
        private Setting setting = new Setting();

        Install(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            return setting.run(surroundings, new Request.InstallBoot(setting.context()), new BootReport("installed"));
        }
    }

    /** From now on they do not. */
    @Command(
            name = "remove",
            description = "Take away what boot install put on the hosts. What they hold now stays.",
            sortOptions = false,
            mixinStandardHelpOptions = true)
    static final class Remove implements Task {
        private final Surroundings surroundings;

        @Mixin
        private Setting setting = new Setting();

        Remove(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            return setting.run(surroundings, new Request.RemoveBoot(setting.context()), new BootReport("removed"));
        }
    }

    /** What both have in common. */
    static final class Setting {
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

        int run(Surroundings s, Request request, BootReport report) {
            var commandLine = login.commandLine(s);
            var hosts = HostInput.read(s, inventory, commandLine);
            if (hosts.isRefused(s)) {
                return ExitCode.WRONG_INPUT.number();
            }
            Map<String, Answered> answers;
            try (var progress = OutputOptions.quiet(s, general)) {
                answers = new HostQuestion(
                                Participants.cleanup(context.name(), hosts.hosts(), hosts.limit()),
                                RunOptions.reading(forks),
                                new Gates(s, commandLine).to(hosts.access()),
                                progress.listener())
                        .ask(request, Reply.Boot.class);
            }
            print(s, report, answers);
            return exitCode(answers);
        }

        private void print(Surroundings s, BootReport report, Map<String, Answered> answers) {
            switch (output.format()) {
                case TEXT ->
                    report.text(answers, general.style(s, s.terminal().out())).forEach(s.out()::println);
                case JSON -> s.out().println(report.json(answers));
                case NDJSON -> report.ndjson(answers).forEach(s.out()::println);
            }
        }

        private static int exitCode(Map<String, Answered> answers) {
            var not = answers.values().stream()
                    .filter(Answered.Not.class::isInstance)
                    .map(Answered.Not.class::cast)
                    .toList();
            if (not.isEmpty()) {
                return ExitCode.DONE.number();
            } else if (not.stream().anyMatch(n -> n.why().code().equals("locked"))) {
                return io.lsdn.controller.rollout.ExitCode.LOCKED.number();
            }
            return (not.stream().anyMatch(Answered.Not::unreachable) ? ExitCode.UNREACHABLE : ExitCode.HOST_FAILED)
                    .number();
        }
    }
}
