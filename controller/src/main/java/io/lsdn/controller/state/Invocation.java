package io.lsdn.controller.state;

import java.util.List;
import java.util.Optional;

/**
 * How the hosts of a rollout were named and logged in to, for whoever finishes it. No secrets: those are asked for again.
 *
 * @param directory what relative names are relative to
 * @param inventory the sources ({@code -i})
 * @param user who logs in ({@code -u})
 * @param privateKey a file's name ({@code --private-key})
 * @param become by sudo ({@code -b})
 */
public record Invocation(
        String directory, List<String> inventory, Optional<String> user, Optional<String> privateKey, boolean become) {
    public Invocation {
        inventory = List.copyOf(inventory);
    }
}
