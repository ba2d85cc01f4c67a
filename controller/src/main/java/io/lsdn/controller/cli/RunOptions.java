package io.lsdn.controller.cli;

import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.Timing;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a rollout runs. */
final class RunOptions {
    private static final Duration SHORTEST_CONFIRM = Duration.ofSeconds(2);
    private static final Duration LONGEST_CONFIRM = Duration.ofHours(1);
    private static final int MOST_FORKS = 10_000;

    @Option(
            names = {"-f", "--forks"},
            paramLabel = "N",
            converter = Forks.class,
            description = "How many hosts are worked on at once (default ${DEFAULT-VALUE}).",
            defaultValue = "50")
    private int forks;

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
        return new RolloutSettings(Holders.me(), forks, Timing.of(confirm), check, pending, onFailure);
    }

    /** 1 and up. */
    static final class Forks implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST_FORKS) {
                throw new TypeConversionException("'" + text + "' is not a number from 1 to " + MOST_FORKS);
            }
            return Integer.valueOf(text);
        }
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
