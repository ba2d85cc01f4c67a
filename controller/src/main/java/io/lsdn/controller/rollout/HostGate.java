package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;
import java.util.Optional;

/** The way to the hosts. Called for many hosts at once. */
public interface HostGate {
    /** How time passes for them. */
    default Time time() {
        return Time.REAL;
    }

    /** Connects to a host, ships the runner where it is not there yet, and starts it. Blocks for a bounded time. */
    Opening open(String host, GateWatch watch);

    /**
     * Logs in to a host over a connection of its own and lets go again. Blocks for a bounded time.
     *
     * @return why it could not be reached; empty if it could
     */
    Optional<Fault> reach(String host);
}
