package io.lsdn.controller.tasks;

import io.lsdn.controller.transport.HostShell;
import java.time.Duration;
import java.util.Map;

/** Something that runs commands of tasks. */
@FunctionalInterface
interface Shell {
    /**
     * Blocks until the command has ended, at the latest a little after its limit.
     *
     * @param environment what it gets beside what it has anyway
     * @param input its standard input
     */
    HostShell.Result run(String command, Map<String, String> environment, String input, Duration limit)
            throws InterruptedException;
}
