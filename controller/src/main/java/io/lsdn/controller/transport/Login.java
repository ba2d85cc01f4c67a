package io.lsdn.controller.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who logs in to a host, and by what. Tried in this order: the identity files named, the agent's keys, the default identity
 * files, the password.
 *
 * @param user the host's user
 * @param identities private key files that were named for this host
 * @param defaultIdentities private key files that are tried where they exist, if none was named ({@code ~/.ssh/id_*})
 * @param identitiesOnly whether of the agent's keys only those are used that an identity file names
 * @param agentSocket the agent's Unix socket
 * @param certificates certificate files for keys of the agent and of identity files; beside each identity file its own
 *     ({@code -cert.pub}) is looked for anyway
 * @param password also answers keyboard-interactive questions that do not echo
 */
public record Login(
        String user,
        List<Path> identities,
        List<Path> defaultIdentities,
        boolean identitiesOnly,
        Optional<Path> agentSocket,
        List<Path> certificates,
        Optional<Secret> password) {
    public Login {
        if (user.isEmpty() || user.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("not a user name: \"" + user + '"');
        }
        identities = List.copyOf(identities);
        defaultIdentities = List.copyOf(defaultIdentities);
        certificates = List.copyOf(certificates);
    }

    /** Without certificates of their own. */
    public Login(
            String user,
            List<Path> identities,
            List<Path> defaultIdentities,
            boolean identitiesOnly,
            Optional<Path> agentSocket,
            Optional<Secret> password) {
        this(user, identities, defaultIdentities, identitiesOnly, agentSocket, List.of(), password);
    }

    /** The private key files that are meant: those named, else the default ones. */
    public List<Path> identityFiles() {
        return identities.isEmpty() ? defaultIdentities : identities;
    }

    public Login withCertificates(List<Path> files) {
        return new Login(user, identities, defaultIdentities, identitiesOnly, agentSocket, files, password);
    }

    public Login withUser(String other) {
        return new Login(other, identities, defaultIdentities, identitiesOnly, agentSocket, certificates, password);
    }

    public Login withIdentities(List<Path> others) {
        return new Login(user, others, defaultIdentities, identitiesOnly, agentSocket, certificates, password);
    }

    public Login withIdentitiesOnly(boolean only) {
        return new Login(user, identities, defaultIdentities, only, agentSocket, certificates, password);
    }

    public Login withAgentSocket(Optional<Path> socket) {
        return new Login(user, identities, defaultIdentities, identitiesOnly, socket, certificates, password);
    }

    public Login withPassword(Optional<Secret> other) {
        return new Login(user, identities, defaultIdentities, identitiesOnly, agentSocket, certificates, other);
    }
}
