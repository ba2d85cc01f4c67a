package io.lsdn.tests.lab;

/** A program that runs in a lab beside the test. */
public interface RunningCommand extends AutoCloseable {
    /** Waits until it has printed that on standard output; an {@link IllegalStateException} if it ends without. */
    void awaitOutput(String text);

    /** Sends it SIGINT if it still runs, and waits for its end. */
    CommandResult interrupt();

    /** Waits for its own end. */
    CommandResult await();

    @Override
    void close();
}
