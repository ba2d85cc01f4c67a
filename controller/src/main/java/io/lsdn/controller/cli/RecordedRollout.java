package io.lsdn.controller.cli;

import io.lsdn.controller.hosts.HostAccess;
import io.lsdn.controller.report.Style;
import io.lsdn.controller.report.Summary;
import io.lsdn.controller.rollout.DecisionRecord;
import io.lsdn.controller.rollout.ExitCode;
import io.lsdn.controller.rollout.Expected;
import io.lsdn.controller.rollout.Participant;
import io.lsdn.controller.rollout.Participants;
import io.lsdn.controller.rollout.RolloutOutcome;
import io.lsdn.controller.rollout.RolloutResult;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.RolloutTasks;
import io.lsdn.controller.state.Invocation;
import io.lsdn.controller.state.OpenRollout;
import io.lsdn.controller.state.Recording;
import io.lsdn.controller.state.RolloutEntry;
import io.lsdn.controller.state.RolloutStore;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.controller.state.StateLock;
import io.lsdn.controller.transport.route.CommandLine;
import io.lsdn.netmodel.wire.Fault;
import io.lsdn.netmodel.wire.Holder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rollout that is written down: it takes the state directory's lock, finishes what is unfinished there, and leaves a record from which
 * anybody can finish it. A check changes nothing here either.
 *
 * @param access how the hosts are reached
 * @param login for hosts of unfinished rollouts that are not among them
 * @param command the word for {@code history}
 * @param overrides a decided rollout that is not finished is not completed first: this one goes over it
 */
record RecordedRollout(
        Surroundings surroundings,
        StateDirectory state,
        RolloutSettings settings,
        List<HostAccess> access,
        CommandLine login,
        Invocation invocation,
        String context,
        String command,
        Optional<String> hook,
        boolean overrides) {

    /** What is to be done once nothing is in the way. */
    sealed interface Order {
        record Roll(Participants participants, Expected expected, RolloutTasks tasks) implements Order {
            Roll(Participants participants, Expected expected) {
                this(participants, expected, RolloutTasks.NONE);
            }
        }

        /** It came to an end already. */
        record Ended(RolloutResult result) implements Order {}

        /** There is nothing to do, and why is said. */
        record Nothing(int exit) implements Order {}
    }

    /** Known from the start. */
    int run(Participants participants, Expected expected, OutputOptions.Reporting reporting, boolean detailed) {
        return run(_ -> new Order.Roll(participants, expected), reporting, detailed);
    }

    /** @param order made when nothing is unfinished any more, but for what this rollout overrides */
    int run(Function<List<OpenRollout>, Order> order, OutputOptions.Reporting reporting, boolean detailed) {
        return perform(order, reporting).exit(detailed);
    }

    /** Known from the start, told in full. */
    End perform(Order.Roll roll, OutputOptions.Reporting reporting) {
        return perform(_ -> roll, reporting);
    }

    private End perform(Function<List<OpenRollout>, Order> order, OutputOptions.Reporting reporting) {
        End end = settings.check()
                ? carryOut(
                        order.apply(List.of()),
                        reporting,
                        r -> execute(r, reporting, DecisionRecord.IN_MEMORY, Set.of()))
                : locked(order, reporting);
        // The hook may be a command of ours: it finds the lock free.
        if (end instanceof End.Of(RolloutResult result) && !settings.check()) {
            hook.ifPresent(h -> FailureHook.run(surroundings, h, result));
        }
        return end;
    }

    private End locked(Function<List<OpenRollout>, Order> order, OutputOptions.Reporting reporting) {
        try {
            return switch (state.lock(settings.holder())) {
                case StateLock.Attempt.Held(var holder) -> new End.Code(held(holder, reporting));
                case StateLock.Attempt.Taken(var lock) -> {
                    try (lock) {
                        yield locked(lock, order, reporting);
                    }
                }
            };
        } catch (IOException e) {
            throw StateTrouble.of(state, e);
        }
    }

    private int held(Optional<Holder> holder, OutputOptions.Reporting reporting) {
        String message = "another rollout from " + state.path() + " is under way"
                + holder.map(h -> ": " + h).orElse("");
        surroundings.err().println("lsdn-deploy: " + message);
        var why = new Fault("state-locked", message, "wait until it has ended, then run again");
        return notBegun(RolloutOutcome.FAILED, why, reporting, ExitCode.LOCKED);
    }

    private int notBegun(RolloutOutcome outcome, Fault why, OutputOptions.Reporting reporting, ExitCode code) {
        boolean locked = code == ExitCode.LOCKED;
        reporting.progress().close();
        reporting.report().notBegun(RolloutResult.notBegun(settings.holder().rollout(), context, outcome, locked, why));
        return code.number();
    }

    /** How it ended. */
    sealed interface End {
        record Of(RolloutResult result) implements End {}

        record Code(int exit) implements End {}

        default Optional<RolloutResult> told() {
            return this instanceof Of(var result) ? Optional.of(result) : Optional.empty();
        }

        default int exit(boolean detailed) {
            return switch (this) {
                case Of(var result) -> ExitCode.of(result, detailed).number();
                case Code(int exit) -> exit;
            };
        }
    }

    private End locked(StateLock lock, Function<List<OpenRollout>, Order> order, OutputOptions.Reporting reporting)
            throws IOException {
        var left = lock.leftBehind() ? new Earlier(this).finish() : Earlier.Left.nothing();
        if (left.blocks()) {
            var why = new Fault(
                    "earlier-unfinished",
                    "a rollout that was decided earlier could not be completed first",
                    "lsdn-deploy resume completes it; lsdn-deploy rollback takes it back");
            return new End.Code(
                    notBegun(RolloutOutcome.ROLLBACK_INCOMPLETE, why, reporting, ExitCode.ROLLBACK_INCOMPLETE));
        }
        Order what = order.apply(left.overridden());
        if (!(what instanceof Order.Roll) && left.isSettled()) {
            lock.settle();
        }
        return carryOut(what, reporting, r -> recorded(lock, left, r, reporting));
    }

    private interface Execution {
        RolloutResult run(Order.Roll roll);
    }

    private End carryOut(Order order, OutputOptions.Reporting reporting, Execution execution) {
        return switch (order) {
            case Order.Nothing(int exit) -> {
                reporting.progress().close();
                yield new End.Code(exit);
            }
            case Order.Ended(var result) -> {
                reporting.progress().close();
                reporting.report().ended(result);
                yield new End.Of(result);
            }
            case Order.Roll roll -> new End.Of(execution.run(roll));
        };
    }

    private RolloutResult recorded(
            StateLock lock, Earlier.Left left, Order.Roll roll, OutputOptions.Reporting reporting) {
        var recording = Recording.begin(state, () -> entry(roll.participants()));
        RolloutResult result = execute(roll, reporting, recording, left.recovered());
        try (recording) {
            boolean closed = recording.ended(result);
            if (result.outcome() == RolloutOutcome.COMMITTED || result.outcome() == RolloutOutcome.UNCHANGED) {
                recording.supersede(left.overridden(), result);
                left.overridden().clear();
            }
            if (closed && left.isSettled()) {
                lock.settle();
            }
        } catch (IOException e) {
            surroundings
                    .err()
                    .println("lsdn-deploy: warning: this rollout's end is not written down: " + e.getMessage());
        }
        return result;
    }

    private RolloutEntry entry(Participants participants) {
        return new RolloutEntry(
                settings.holder(),
                context,
                command,
                Optional.of(Digests.of(participants)),
                settings.timing().confirm().toMillis(),
                participants.inside().stream().map(Participant::host).collect(Collectors.toSet()),
                invocation);
    }

    private RolloutResult execute(
            Order.Roll roll, OutputOptions.Reporting reporting, DecisionRecord record, Set<String> recovered) {
        return RolloutRun.run(
                roll.participants(),
                settings,
                new Gates(surroundings, login).to(access),
                reporting,
                surroundings.interrupts(),
                record,
                roll.expected(),
                roll.tasks(),
                recovered);
    }

    /** What earlier rollouts of the context left behind, and what became of it. */
    private record Earlier(RecordedRollout rollout) {
        /**
         * @param overridden decided ones that the rollout goes over
         * @param recovered hosts that held something unfinished
         * @param others open ones that stay open: of other contexts, or whose hosts could not be asked
         */
        record Left(List<OpenRollout> overridden, Set<String> recovered, int others, boolean blocks) {
            static Left nothing() {
                return new Left(new ArrayList<>(), Set.of(), 0, false);
            }

            boolean isSettled() {
                return overridden.isEmpty() && others == 0;
            }
        }

        Left finish() throws IOException {
            var overridden = new ArrayList<OpenRollout>();
            var recovered = new HashSet<String>();
            int others = 0;
            try (RolloutStore store = rollout.state().open()) {
                for (OpenRollout open : store.open()) {
                    if (!open.entry().context().equals(rollout.context())) {
                        others++;
                    } else if (open.decision().isPresent() && rollout.overrides()) {
                        finishing().takeBack(open, _ -> {});
                        overridden.add(open);
                    } else if (!closes(store, open, recovered)) {
                        others++;
                        if (open.decision().isPresent()) {
                            return new Left(overridden, recovered, others, true);
                        }
                    }
                }
            }
            return new Left(overridden, recovered, others, false);
        }

        private Finishing finishing() {
            return new Finishing(
                    rollout.surroundings(),
                    rollout.settings().forks(),
                    rollout.settings().holder(),
                    rollout.access(),
                    rollout.login());
        }

        private boolean closes(RolloutStore store, OpenRollout open, Set<String> recovered) throws IOException {
            Surroundings s = rollout.surroundings();
            s.err().println("lsdn-deploy: " + Finishing.announcement(open));
            RolloutResult result = finishing().finish(open, _ -> {});
            recovered.addAll(result.recovered());
            Summary.of(result, false, Style.PLAIN).forEach(s.err()::println);
            return store.ended(result);
        }
    }
}
