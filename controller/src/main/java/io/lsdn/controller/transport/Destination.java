package io.lsdn.controller.transport;

/** Where a host is and how to get in. */
public sealed interface Destination {
    /** The controller's own machine, without SSH ({@code ansible_connection=local}). */
    record Local() implements Destination {}

    /**
     * A host over SSH.
     *
     * @param host a name or an address, as the user gave it
     * @param port 1 to 65535
     * @param login who logs in, by what
     * @param hostKeys who the host must prove to be
     * @param timeouts when to give up
     */
    record Ssh(String host, int port, Login login, HostKeys hostKeys, Timeouts timeouts) implements Destination {
        public Ssh {
            if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f) || host.startsWith("-")) {
                throw new IllegalArgumentException("not a host name or address: \"" + host + '"');
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
        }
    }
}
