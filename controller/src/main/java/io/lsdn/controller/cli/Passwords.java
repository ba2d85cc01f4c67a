package io.lsdn.controller.cli;

import io.lsdn.controller.transport.Secret;
import java.io.Console;
import java.util.Arrays;
import java.util.Optional;

/** Asks a person, without an echo. */
final class Passwords {
    private Passwords() {}

    /** @throws UsageException if no person is there */
    static Secret ask(Surroundings surroundings, String prompt) {
        Console console = Optional.ofNullable(System.console())
                .filter(c -> surroundings.terminal().in() && c.isTerminal())
                .orElseThrow(
                        () -> new UsageException(
                                "-k and -K ask on a terminal, and there is none; set ansible_password and ansible_become_password"));
        char[] typed = Optional.ofNullable(console.readPassword("%s", prompt))
                .orElseThrow(() -> new UsageException("no password was typed"));
        try {
            return new Secret(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }
}
