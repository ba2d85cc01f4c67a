package io.lsdn.controller.transport;

import java.util.Optional;

/**
 * Becoming another user on the host by {@code sudo}.
 *
 * @param user {@code root} for everything that lsdn-deploy does
 * @param password sent over standard input when sudo asks for it, never on a command line; empty: sudo must not ask
 */
public record Become(String user, Optional<Secret> password) {
    public Become {
        if (!user.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("not a user name: \"" + user + '"');
        }
    }
}
