package io.lsdn.controller.cli;

import io.lsdn.controller.transport.Secret;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Asks a person, without an echo. */
final class Passwords {
    private Passwords() {}

    /** @throws UsageException if no person is there */
    static Secret ask(Surroundings surroundings, String prompt) {
        Console console = console(surroundings)
                .orElseThrow(
                        () -> new UsageException(
                                "-k and -K ask on a terminal, and there is none; set ansible_password and ansible_become_password"));
        return typed(console, prompt).orElseThrow(() -> new UsageException("no password was typed"));
    }

    /** Of a private key, if a person is there. */
    static Optional<Secret> passphrase(Surroundings surroundings, Path key, boolean again) {
        String prompt = (again ? "That was wrong. " : "") + "Passphrase of the key " + key + ": ";
        return console(surroundings).flatMap(c -> typed(c, prompt)).filter(s -> s.reveal().length > 0);
    }

    private static Optional<Console> console(Surroundings surroundings) {
        return Optional.ofNullable(System.console())
                .filter(c -> surroundings.terminal().in() && c.isTerminal());
    }

    private static Optional<Secret> typed(Console console, String prompt) {
        Optional<char[]> typed = Optional.ofNullable(console.readPassword("%s", prompt));
        try {
            return typed.map(Secret::new);
        } finally {
            typed.ifPresent(t -> Arrays.fill(t, '\0'));
        }
    }
}
