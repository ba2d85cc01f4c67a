package io.lsdn.controller.transport;

import java.util.Locale;

/** Why a host was not reached or logged in to. */
public enum ConnectFailure {
    /** Nothing listens on that port. */
    CONNECT_REFUSED,
    /** No answer in time, in any phase up to the login. */
    CONNECT_TIMEOUT,
    /** The network says that there is no way there. */
    NO_ROUTE,
    /** The name does not resolve. */
    HOST_UNKNOWN,
    /** The server closed the connection before it said what it is: too many at once, or a filter. */
    CLOSED_EARLY,
    /** What answers is not an SSH server, or has no algorithm in common with us. */
    PROTOCOL,
    /** No known_hosts file knows this host. */
    HOST_KEY_UNKNOWN,
    /** A known_hosts file knows the host by another key. */
    HOST_KEY_CHANGED,
    /** A known_hosts file says that this key is not to be trusted any more. */
    HOST_KEY_REVOKED,
    /** A known_hosts file could not be read or written. */
    KNOWN_HOSTS_UNUSABLE,
    /** The server accepts none of the user's keys and passwords. */
    AUTH_FAILED,
    /** The connection broke before the login was complete. */
    CONNECTION_LOST,
    /** The system's ssh is missing, or gave up for a reason of its own, which the message quotes. */
    SSH_FAILED;

    /** Kebab-case, as it stands in results. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
