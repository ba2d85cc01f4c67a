package io.lsdn.controller.cli;

/** What a command does. */
@FunctionalInterface
interface Task {
    /**
     * @return the exit code
     * @throws UsageException if the command line is wrong in a way that its grammar does not show
     */
    int run();
}
