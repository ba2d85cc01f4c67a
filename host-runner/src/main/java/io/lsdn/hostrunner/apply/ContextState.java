package io.lsdn.hostrunner.apply;

import java.util.Optional;

/**
 * What is written down of a context on this host.
 *
 * @param files where
 */
public record ContextState(ContextDirectory files, Generations generations, Journal journal) {
    public static ContextState in(ContextDirectory files) {
        return new ContextState(files, new Generations(files), new Journal(files));
    }

    /** The last confirmed generation. */
    public Optional<Generation> latest() throws java.io.IOException {
        return generations.latest();
    }
}
