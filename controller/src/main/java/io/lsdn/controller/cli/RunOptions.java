package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.Timing;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a rollout runs. */
final class RunOptions {
    private static final Duration SHORTEST_CONFIRM = Duration.ofSeconds(2);
    private static final Duration LONGEST_CONFIRM = Duration.ofHours(1);

    @Mixin
    private ForksOption forks = new ForksOption();

    @Option(
            names = {"-C", "--check"},
            description = "Change nothing, show what would change.")
    private boolean check;

    @Option(
            names = {"-D", "--diff"},
            description = "Show every change of every host.")
    private boolean diff;

    @Option(names = "--detailed-exitcode", description = "With --check: exit 8 if changes are pending.")
    private boolean detailedExitCode;

    @Option(
            names = "--confirm-timeout",
            paramLabel = "TIME",
            converter = Confirm.class,
            description = "A host that hears nothing for so long undoes its part (default ${DEFAULT-VALUE}; 2s to 1h).",
            defaultValue = "30s")
    private Duration confirm = Duration.ofSeconds(30);

    @Option(
            names = "--on-failure",
            paramLabel = "rollback",
            converter = OnlyRollback.class,
            description = "What becomes of the others if a host fails: rollback.")
    private OnFailure onFailure = OnFailure.ROLLBACK;

    boolean diff() {
        return diff;
    }

    boolean detailedExitCode() {
        return detailedExitCode;
    }

    RolloutSettings settings(boolean pending) {
        return new RolloutSettings(Holders.me(), forks.number(), Timing.of(confirm), check, pending, onFailure);
    }

    /** For what changes nothing anyway. */
    static RolloutSettings reading(ForksOption forks) {
        return new RolloutSettings(
                Holders.me(), forks.number(), Timing.of(Duration.ofSeconds(30)), true, false, OnFailure.ROLLBACK);
    }

    /** Long enough for a heartbeat in time, short enough for somebody who waits. */
    static final class Confirm implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration d = new Durations().convert(text);
            if (d.compareTo(SHORTEST_CONFIRM) < 0 || d.compareTo(LONGEST_CONFIRM) > 0) {
                throw new TypeConversionException("'" + text + "' is not between " + Durations.text(SHORTEST_CONFIRM)
                        + " and " + Durations.text(LONGEST_CONFIRM));
            }
            return d;
        }
    }

    /** The only one so far. */
    static final class OnlyRollback implements ITypeConverter<OnFailure> {
        @Override
        public OnFailure convert(String text) {
            if (!text.equals("rollback")) {
                throw new TypeConversionException("'" + text + "' is not supported by this version; rollback is");
            }
            return OnFailure.ROLLBACK;
        }
    }
}
