package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.RolloutStore;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.controller.state.StateLock;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Completes, or undoes, a rollout whose controller died. */
@Command(
        name = "resume",
        description = {
            "Finish a rollout that did not come to its end: complete it if it was decided, else put its hosts back.",
            "The inventory and the login are those of that rollout where nothing else is said."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Task {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "ROLLOUT", arity = "0..1", description = "Which one (default: all that are unfinished).")
    private Optional<String> rollout = Optional.empty();

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private ForksOption forks = new ForksOption();

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private LoginOptions login = new LoginOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private FileReports files = new FileReports();

    @Mixin
    private GeneralOptions general = new GeneralOptions();

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public int run() {
        StateDirectory directory = state.directory(surroundings);
        if (directory.isEmpty()) {
            return nothing();
        }
        Holder me = Holders.me();
        try {
            return switch (directory.lock(me)) {
                case StateLock.Attempt.Held(var holder) -> held(directory, holder, me);
                case StateLock.Attempt.Taken(var lock) -> {
                    try (lock;
                            RolloutStore store = directory.open()) {
                        yield resume(lock, store, me);
                    }
                }
            };
        } catch (IOException e) {
            throw StateTrouble.of(directory, e);
        }
    }

    private int held(StateDirectory directory, Optional<Holder> holder, Holder me) {
        String message = "a rollout from " + directory.path() + " is under way"
                + holder.map(h -> ": " + h).orElse("") + "; there is nothing to resume while it lives";
        surroundings.err().println("lsdn-deploy: " + message);
        var reporting = output.reporting(surroundings, general, false, files);
        reporting.progress().close();
        reporting
                .report()
                .notBegun(RolloutResult.notBegun(
                        rollout.orElse(me.rollout()),
                        "",
                        RolloutOutcome.FAILED,
                        true,
                        new Fault("state-locked", message, "wait until it has ended, then run again")));
        return ExitCode.LOCKED.number();
    }

    private int nothing() {
        if (rollout.isPresent()) {
            throw new UsageException("no rollout " + rollout.get() + " is unfinished here");
        }
        surroundings.err().println("lsdn-deploy: nothing is unfinished");
        return ExitCode.DONE.number();
    }

    private int resume(StateLock lock, RolloutStore store, Holder me) throws IOException {
        List<OpenRollout> all = store.open();
        List<OpenRollout> open = all.stream()
                .filter(o -> rollout.isEmpty() || rollout.get().equals(o.id()))
                .toList();
        if (all.isEmpty()) {
            lock.settle();
        }
        if (open.isEmpty()) {
            return nothing();
        }
        Optional<List<HostAccess>> access = access(open);
        if (access.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        int worst = 0;
        int left = all.size();
        for (OpenRollout o : open) {
            RolloutResult result = finish(o, me, access.get());
            left -= store.ended(result) ? 1 : 0;
            // Of 0 and 6 the worse is the larger.
            worst = Math.max(
                    worst,
                    ExitCode.of(result, false) == ExitCode.ROLLBACK_INCOMPLETE
                            ? ExitCode.ROLLBACK_INCOMPLETE.number()
                            : 0);
        }
        if (left == 0) {
            lock.settle();
        }
        return worst;
    }

    /** Of the inventory that is named now; empty if it is wrong. */
    private Optional<List<HostAccess>> access(List<OpenRollout> open) {
        if (inventory.isEmpty()) {
            return Optional.of(List.of());
        }
        var then = open.getFirst().entry().invocation();
        var hosts = HostInput.read(surroundings, inventory, login.commandLine(surroundings, then));
        return hosts.isRefused(surroundings) ? Optional.empty() : Optional.of(hosts.access());
    }

    private RolloutResult finish(OpenRollout open, Holder me, List<HostAccess> access) {
        surroundings.err().println("lsdn-deploy: " + Finishing.announcement(open));
        var reporting = output.reporting(surroundings, general, false, files);
        var then = open.entry().invocation();
        var finishing = new Finishing(surroundings, forks.number(), me, access, login.commandLine(surroundings, then));
        RolloutResult result;
        try (var _ = reporting.progress()) {
            result = finishing.finish(open, reporting.report());
        }
        reporting.report().ended(result);
        return result;
    }
}
