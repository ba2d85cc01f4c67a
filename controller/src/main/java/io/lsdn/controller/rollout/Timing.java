package io.lsdn.controller.rollout;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param confirm the dead-man's timer ({@code --confirm-timeout})
 * @param greeting from the start of a runner to its first message: a JVM on a busy machine
 * @param answer for one request; a runner that falls silent altogether is given up after {@code confirm}
 * @param margin after {@code confirm}, until a host that undoes itself has done so and can be asked again
 * @param pause between two attempts to reach such a host
 * @param lockWait how long the older of two rollouts waits for a lock, holding others; then it lets go and waits two thirds of that
 * @param lockPause between two attempts to lock
 */
public record Timing(
        Duration confirm,
        Duration greeting,
        Duration answer,
        Duration margin,
        Duration pause,
        Duration lockWait,
        Duration lockPause) {
    /** The longest {@code --confirm-timeout}. */
    public static final Duration LONGEST = Duration.ofDays(1);

    /** How long the older of two rollouts waits altogether (transaction.md, rule 7). */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    public Timing {
        if (confirm.compareTo(Duration.ofMillis(100)) < 0 || confirm.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a confirm timeout is 100 ms to 1 day, not " + confirm);
        }
    }

    /** The times that follow from {@code --confirm-timeout}. */
    public static Timing of(Duration confirm) {
        return new Timing(
                confirm,
                PATIENCE,
                confirm.compareTo(PATIENCE) > 0 ? confirm : PATIENCE,
                Duration.ofSeconds(15),
                Duration.ofMillis(500),
                LOCK_WAIT.multipliedBy(3).dividedBy(5),
                Duration.ofMillis(250));
    }

    /** Between two heartbeats. */
    Duration heartbeat() {
        return confirm.dividedBy(5);
    }

    /** How long the older of two waits for the younger once it holds nothing itself. */
    Duration lockWatch() {
        return lockWait.multipliedBy(2).dividedBy(3);
    }

    /** For how long a host that is lost is looked for: until it has undone by its timer, and can be asked again. */
    Duration persistence() {
        return confirm.plus(margin);
    }

    /** How old a host's answer may be when the decision is taken. */
    Duration fresh() {
        return confirm.dividedBy(3);
    }
}
