package io.lsdn.controller.playbook;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/** What became of a playbook, or of a topology, which is one play. */
public sealed interface PlaybookResult {
    /**
     * @param isPlaybook whether it is one; else a topology alone
     * @param directory where it stands, relative to the current one: its tasks on the controller run there
     * @param plays at least one
     * @param warnings no errors; may be empty
     */
    record Loaded(boolean isPlaybook, Path directory, List<LoadedPlay> plays, List<Diagnostic> warnings)
            implements PlaybookResult {
        public Loaded {
            plays = List.copyOf(plays);
            warnings = List.copyOf(warnings);
        }
    }

    /** @param diagnostics at least one error, of the playbook and all its topologies */
    record Rejected(List<Diagnostic> diagnostics) implements PlaybookResult {
        public Rejected {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
