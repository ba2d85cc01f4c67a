package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Topology;
import java.util.List;

/** What became of the sources of a topology. */
public sealed interface LoadResult {
    /**
     * A valid topology.
     *
     * @param topology of a script that commits several states, the last
     * @param earlier the states before it, to be rolled out in their order
     * @param warnings no errors; may be empty
     * @param locations where its objects stand, for what is found out later
     */
    record Loaded(Topology topology, List<Topology> earlier, List<Diagnostic> warnings, Locations locations)
            implements LoadResult {
        public Loaded {
            earlier = List.copyOf(earlier);
            warnings = List.copyOf(warnings);
        }
    }

    /** @param diagnostics at least one error, and the warnings, of all sources in their order */
    record Rejected(List<Diagnostic> diagnostics) implements LoadResult {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
