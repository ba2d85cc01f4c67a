package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Whoever knows the passphrases of private keys. */
@FunctionalInterface
public interface Passphrases {
    /**
     * Asks for one.
     *
     * @param key the private key's file
     * @param again whether the last answer was wrong
     * @return empty if nobody is there to ask, or nothing was answered
     */
    Optional<Secret> of(Path key, boolean again);
}
