package io.lsdn.controller.cli;

import io.lsdn.controller.playbook.Play;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.rollout.RolloutSettings;
import io.lsdn.controller.rollout.Timing;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a rollout runs. */
final class RunOptions {
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
            paramLabel = "HOW",
            converter = FailureWord.class,
            description =
                    "If a host fails: rollback (every host is put back), rollback-host (the others go on), or keep (the"
                            + " others go on, and it keeps what it applied; default rollback).")
    private OnFailure onFailure = OnFailure.ROLLBACK;

    @Option(
            names = "--hook-failure",
            paramLabel = "COMMAND",
            description = "A shell command to run here when the rollout did not succeed; it reads the result as JSON.")
    private Optional<String> hookFailure = Optional.empty();

    Optional<String> hookFailure() {
        return hookFailure;
    }

    boolean diff() {
        return diff;
    }

    boolean detailedExitCode() {
        return detailedExitCode;
    }

    RolloutSettings settings(boolean pending) {
        return new RolloutSettings(Holders.me(), forks.number(), Timing.of(confirm), check, pending, onFailure);
    }

    /** Of a play: what it says itself counts first, as with Ansible. */
    RolloutSettings settings(boolean pending, ReadyPlay ready) {
        Play play = ready.loaded().play();
        return new RolloutSettings(
                Holders.me(),
                forks.number(),
                Timing.of(play.confirm().orElse(confirm)),
                check,
                pending,
                play.onFailure().orElse(onFailure),
                ready.pace());
    }

    /** As with {@code --check}. */
    RolloutSettings checking(boolean pending) {
        return new RolloutSettings(Holders.me(), forks.number(), Timing.of(confirm), true, pending, onFailure);
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
            if (d.compareTo(Play.SHORTEST_CONFIRM) < 0 || d.compareTo(Play.LONGEST_CONFIRM) > 0) {
                throw new TypeConversionException("'" + text + "' is not between "
                        + Durations.text(Play.SHORTEST_CONFIRM) + " and " + Durations.text(Play.LONGEST_CONFIRM));
            }
            return d;
        }
    }

    /** The words of {@link OnFailure}. */
    static final class FailureWord implements ITypeConverter<OnFailure> {
        @Override
        public OnFailure convert(String text) {
            return Arrays.stream(OnFailure.values())
                    .filter(o -> o.word().equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("'" + text + "' is not one of rollback, rollback-host, keep"));
        }
    }
}
