package io.lsdn.controller.cli;

import io.lsdn.controller.inventory.Host;
import io.lsdn.controller.playbook.LoadedPlay;
import io.lsdn.controller.playbook.PlayTask;
import io.lsdn.controller.playbook.TimeSpan;
import io.lsdn.netmodel.diagnostic.DidYouMean;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What may be asked of a playbook but to carry it out. */
final class PlayOptions {
    @Option(names = "--list-hosts", description = "Contact nobody, list the hosts and batches of each play.")
    private boolean listHosts;

    @Option(names = "--list-tasks", description = "Contact nobody, list the tasks of each play.")
    private boolean listTasks;

    @Option(names = "--syntax-check", description = "Contact nobody, check playbook, topologies and inventory.")
    private boolean syntaxCheck;

    @Option(
            names = "--start-at",
            paramLabel = "PLAY",
            description = "Begin with this play of the playbook: its name or its number.")
    private Optional<String> startAt = Optional.empty();

    boolean syntaxCheck() {
        return syntaxCheck;
    }

    /** Whether something is only to be shown. */
    boolean onlyShows() {
        return listHosts || listTasks || syntaxCheck;
    }

    /** From the play that is named on. */
    List<LoadedPlay> from(List<LoadedPlay> plays) {
        return startAt.map(s -> plays.subList(index(plays, s), plays.size())).orElse(plays);
    }

    private static int index(List<LoadedPlay> plays, String start) {
        List<String> names = plays.stream().map(p -> p.play().name()).toList();
        if (names.contains(start)) {
            return names.indexOf(start);
        } else if (start.matches("[1-9]\\d{0,8}") && Integer.parseInt(start) <= names.size()) {
            return Integer.parseInt(start) - 1;
        }
        throw new UsageException("--start-at: there is no play '" + start + "'"
                + DidYouMean.candidates(start, names).stream()
                        .findFirst()
                        .map(n -> "; did you mean '" + n + "'?")
                        .orElse("; there are 1 to " + names.size()));
    }

    void show(String source, List<ReadyPlay> plays, PrintStream out) {
        out.println("playbook: " + source);
        if (!listHosts && !listTasks) {
            return;
        }
        for (int i = 0; i < plays.size(); i++) {
            ReadyPlay play = plays.get(i);
            out.println();
            out.println("  play #" + (i + 1) + " (" + play.loaded().play().hosts() + "): " + play.name());
            if (listHosts) {
                hosts(play, out);
            }
            if (listTasks) {
                out.println("    tasks:");
                tasks("pre_tasks", play.loaded().play().pre(), out);
                tasks("post_tasks", play.loaded().play().post(), out);
                tasks("failure_tasks", play.loaded().play().failure(), out);
            }
        }
    }

    private static void hosts(ReadyPlay play, PrintStream out) {
        List<String> claimants = play.claimants();
        out.println("    hosts (" + play.hosts().size() + "):");
        for (Host host : play.hosts()) {
            boolean claims = claimants.contains(host.name());
            out.println("      " + host.name() + (claims ? "" : "  claims no phys: skipped if it holds nothing"));
        }
        List<List<String>> batches = play.pace().batches(claimants).each();
        for (int i = 0; i < batches.size() && batches.size() > 1; i++) {
            out.println("    batch " + (i + 1) + ": " + String.join(" ", batches.get(i)));
        }
    }

    private static void tasks(String when, List<PlayTask> tasks, PrintStream out) {
        tasks.forEach(t -> out.println("      " + when + ": " + t.name() + "  on "
                + t.on().name().toLowerCase(Locale.ROOT) + ", at most " + TimeSpan.text(t.timeout())));
    }
}
