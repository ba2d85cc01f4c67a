package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Topology;
import java.util.List;

/** What became of the sources of a topology. */
public sealed interface LoadResult {
    /**
     * A valid topology.
     *
     * @param warnings no errors; may be empty
     * @param locations where its objects stand, for what is found out later
     * @param earlier what is to be rolled out before it, in this order: the states that a script committed; no earlier ones in them
     */
    record Loaded(Topology topology, List<Diagnostic> warnings, Locations locations, List<Loaded> earlier)
            implements LoadResult {
        public Loaded {
            warnings = List.copyOf(warnings);
            earlier = List.copyOf(earlier);
        }
    }

    /** @param diagnostics at least one error, and the warnings, of all sources in their order */
    record Rejected(List<Diagnostic> diagnostics) implements LoadResult {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
