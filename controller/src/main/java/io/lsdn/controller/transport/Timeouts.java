package io.lsdn.controller.transport;

import java.time.Duration;

/**
 * When to give up on a host.
 *
 * @param connect bounds each of: the TCP connection, the key exchange, the login; above zero
 * @param keepAliveInterval how long the connection may be silent before the server is asked whether it lives; zero: never asked
 * @param keepAliveCount after how many unanswered questions the connection counts as lost; 1 or more
 */
public record Timeouts(Duration connect, Duration keepAliveInterval, int keepAliveCount) {
    /** Ansible's connect timeout, and a connection that is given up after half a minute of silence. */
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(10), 3);

    public Timeouts {
        if (connect.isNegative() || connect.isZero() || keepAliveInterval.isNegative() || keepAliveCount < 1) {
            throw new IllegalArgumentException(
                    "not timeouts: " + connect + ", " + keepAliveInterval + " × " + keepAliveCount);
        }
    }

    public Timeouts withConnect(Duration other) {
        return new Timeouts(other, keepAliveInterval, keepAliveCount);
    }

    public Timeouts withKeepAliveInterval(Duration other) {
        return new Timeouts(connect, other, keepAliveCount);
    }

    public Timeouts withKeepAliveCount(int other) {
        return new Timeouts(connect, keepAliveInterval, other);
    }
}
