package io.lsdn.hostrunner.recovery;

import io.lsdn.hostrunner.diff.Taken;
import java.util.List;
import java.util.Optional;

/**
 * What came of building the confirmed generation.
 *
 * @param generation which one; empty if there is none
 * @param changes that were made, all tries together
 * @param missing the interfaces of virts that are not there, or that others use
 * @param pending what waits for an interface, a line each
 * @param taken what others use, so it was left alone
 * @param left what the kernel refused, object by object
 */
public record Rebuilt(
        Optional<Long> generation,
        int changes,
        List<String> missing,
        List<String> pending,
        List<Taken> taken,
        List<String> left) {
    public Rebuilt {
        missing = List.copyOf(missing);
        pending = List.copyOf(pending);
        taken = List.copyOf(taken);
        left = List.copyOf(left);
    }

    static final Rebuilt NOTHING = new Rebuilt(Optional.empty(), 0, List.of(), List.of(), List.of(), List.of());

    /** Whether all is there that can be. */
    public boolean isWhole() {
        return taken.isEmpty() && left.isEmpty();
    }
}
