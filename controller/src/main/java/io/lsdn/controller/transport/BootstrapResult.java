package io.lsdn.controller.transport;

/** What came of starting the runner on a host. */
public sealed interface BootstrapResult {
    /**
     * The next byte of the process's standard output is the runner's first.
     *
     * @param shipped whether the jar had to be sent
     */
    record Started(RemoteProcess process, HostFacts facts, boolean shipped) implements BootstrapResult {}

    /**
     * The runner did not start and nothing is left running.
     *
     * @param message one line: what is wrong, in the host's own terms
     * @param hint what to do about it
     */
    record Failed(BootstrapFailure code, String message, String hint) implements BootstrapResult {}
}
