package io.lsdn.tests.lab;

/** A program that runs in a lab beside the test. */
public interface RunningCommand extends AutoCloseable {
    /** Sends it SIGINT if it still runs, and waits for its end. */
    CommandResult interrupt();

    /** Waits for its own end. */
    CommandResult await();

    @Override
    void close();
}
