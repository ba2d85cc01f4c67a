package io.lsdn.controller.playbook;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.time.Duration;

/**
 * Something that a play does beside its rollout.
 *
 * @param name for people
 * @param run for {@code /bin/sh}
 * @param on where
 * @param timeout after which it counts as failed
 * @param at where its command stands
 */
public record PlayTask(String name, ShellTemplate run, Where on, Duration timeout, SourceLocation at) {
    public static final Duration TIMEOUT = Duration.ofSeconds(60);
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(24);

    /** Where a task is run. */
    public enum Where {
        /** Once a batch, here. */
        CONTROLLER,
        /** Once a host, there. */
        HOSTS
    }
}
