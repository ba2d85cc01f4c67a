package io.lsdn.controller.rollout;

/** Hears what goes on while a host is opened and as long as its runner lives. Called from any thread. */
public interface GateWatch {
    /** The runner's jar is being sent. */
    void shipping();

    /** The runner logged a line. */
    void log(String line);
}
