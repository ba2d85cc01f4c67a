package io.lsdn.controller.transport;

import java.util.List;
import java.util.Optional;

/** Where a host is and how to get in. */
public sealed interface Destination {
    /** The controller's own machine, without SSH ({@code ansible_connection=local}). */
    record Local() implements Destination {}

    /**
     * A host over SSH.
     *
     * @param host a name or an address; behind a bastion it is the bastion that resolves it
     * @param port 1 to 65535
     * @param login who logs in, by what
     * @param hostKeys who the host must prove to be
     * @param timeouts when to give up
     * @param via the bastion that leads there ({@code ProxyJump}); equal ones share one connection
     */
    record Ssh(String host, int port, Login login, HostKeys hostKeys, Timeouts timeouts, Optional<Destination.Ssh> via)
            implements Destination {
        public Ssh {
            if (!isHost(host)) {
                throw new IllegalArgumentException("not a host name or address: \"" + host + '"');
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
        }

        /** Without a bastion. */
        public Ssh(String host, int port, Login login, HostKeys hostKeys, Timeouts timeouts) {
            this(host, port, login, hostKeys, timeouts, Optional.empty());
        }

        public Ssh withVia(Optional<Destination.Ssh> bastion) {
            return new Ssh(host, port, login, hostKeys, timeouts, bastion);
        }
    }

    /**
     * A host that the system's {@code ssh} goes to ({@code --transport openssh}).
     *
     * @param host a name or an address, for ssh_config to be looked up by
     * @param arguments options of ssh(1), the first of a kind wins; nothing else
     * @param password what ssh is told when it asks for a password
     * @param acceptNew whether a host that no file knows is recorded; a changed key is refused anyway
     * @param timeouts when to give up
     */
    record OpenSsh(String host, List<String> arguments, Optional<Secret> password, boolean acceptNew, Timeouts timeouts)
            implements Destination {
        public OpenSsh {
            if (!isHost(host)) {
                throw new IllegalArgumentException("not a host name or address: \"" + host + '"');
            }
            arguments = List.copyOf(arguments);
        }
    }

    /** Whether it can be one: neither empty nor an option, without spaces and control characters. */
    static boolean isHost(String text) {
        return !text.isEmpty() && !text.startsWith("-") && text.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
    }
}
