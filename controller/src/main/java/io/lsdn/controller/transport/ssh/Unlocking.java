package io.lsdn.controller.transport.ssh;

import io.lsdn.controller.transport.Destination;
import io.lsdn.controller.transport.Login;
import io.lsdn.controller.transport.Secret;
import io.lsdn.controller.transport.ssh.Identities.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks for the passphrases that a run will need, before it begins: later a live table has the screen. */
final class Unlocking {
    /** As ssh(1). */
    private static final int MOST_QUESTIONS = 3;

    private final Identities identities;
    private final Passphrases passphrases;
    private final Set<Path> asked = new HashSet<>();

    Unlocking(Identities identities, Passphrases passphrases) {
        this.identities = identities;
        this.passphrases = passphrases;
    }

    void of(Collection<Destination.Ssh> destinations) {
        var logins = new LinkedHashSet<Login>();
        for (Destination.Ssh destination : destinations) {
            Optional<Destination.Ssh> next = Optional.of(destination);
            while (next.isPresent()) {
                logins.add(next.get().login());
                next = next.get().via();
            }
        }
        logins.forEach(this::unlock);
    }

    /** A key that was named is wanted; of the default ones the first, if the user has nothing else to log in with. */
    private void unlock(Login login) {
        List<Path> locked = login.identityFiles().stream()
                .filter(f -> identities.of(f) instanceof Identity.Encrypted)
                .toList();
        if (locked.isEmpty()) {
            return;
        }
        Set<String> held = agentKeys(login);
        if (login.identities().isEmpty()) {
            boolean other = login.password().isPresent()
                    || !held.isEmpty()
                    || login.defaultIdentities().stream().anyMatch(f -> identities.of(f) instanceof Identity.Usable);
            locked.stream().filter(f -> !other).limit(1).forEach(this::ask);
        } else {
            locked.stream().filter(f -> !isHeld(f, held)).forEach(this::ask);
        }
    }

    private boolean isHeld(Path file, Set<String> held) {
        return identities.of(file) instanceof Identity.Encrypted e
                && e.publicKey().filter(held::contains).isPresent();
    }

    private static Set<String> agentKeys(Login login) {
        var keys = new HashSet<String>();
        if (login.agentSocket().isPresent()) {
            try {
                new AgentClient(login.agentSocket().get()).keys().forEach(k -> keys.add(k.publicKey()));
            } catch (IOException e) {
                // An agent that does not answer holds nothing; the login complains of it if it matters.
                return Set.of();
            }
        }
        return keys;
    }

    private void ask(Path file) {
        if (!asked.add(file)) {
            return;
        }
        for (int n = 0; n < MOST_QUESTIONS; n++) {
            Optional<Secret> passphrase = passphrases.of(file, n > 0);
            if (passphrase.isEmpty() || identities.unlock(file, passphrase.get())) {
                return;
            }
        }
    }
}
