package io.lsdn.controller.cli;

import io.lsdn.controller.report.BootReport;
import io.lsdn.netmodel.wire.Reply;
import io.lsdn.netmodel.wire.Request;
import java.util.ArrayList;
import java.util.List;
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
        private Asking asking = new Asking();

        Install(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            return asking.run(
                    surroundings,
                    new Request.InstallBoot(asking.context()),
                    Reply.Boot.class,
                    new BootReport("installed"));
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
        private Asking asking = new Asking();

        Remove(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public int run() {
            return asking.run(
                    surroundings,
                    new Request.RemoveBoot(asking.context()),
                    Reply.Boot.class,
                    new BootReport("removed"));
        }
    }
}
