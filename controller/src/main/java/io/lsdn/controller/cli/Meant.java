package io.lsdn.controller.cli;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import java.util.Collection;
import java.util.Optional;

/** What somebody who mistyped a name meant. */
final class Meant {
    private Meant() {}

    /** The nearest of what there is; empty if none is near. */
    static Optional<String> by(String typed, Collection<String> known) {
        return DidYouMean.candidates(typed, known).stream().findFirst();
    }
}
