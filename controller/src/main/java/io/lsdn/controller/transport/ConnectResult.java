package io.lsdn.controller.transport;

/** What came of trying to reach a host. */
public sealed interface ConnectResult {
    /** Logged in. The caller closes the connection. */
    record Connected(HostConnection connection) implements ConnectResult {}

    /**
     * Not reached or not logged in; nothing ran on the host.
     *
     * @param code for programs
     * @param message one line: what happened, to which address
     * @param hint what to do about it
     */
    record Unreachable(ConnectFailure code, String message, String hint) implements ConnectResult {}
}
