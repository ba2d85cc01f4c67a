package io.lsdn.controller.rollout;

import io.lsdn.netmodel.wire.Fault;

/** What came of opening a host. */
public sealed interface Opening {
    /** A runner runs there and its first message is on its way. */
    record Opened(RunnerSession session) implements Opening {}

    /** The host could not be reached or logged in to. */
    record Unreachable(Fault fault) implements Opening {}

    /** The host was reached, but no runner could be started. */
    record Refused(Fault fault) implements Opening {}
}
