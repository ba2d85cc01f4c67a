package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.List;

/** {@code --limit} after its files were read, and what is wrong with them. */
public record Limit(HostPattern pattern, List<Diagnostic> diagnostics) {
    public Limit {
        diagnostics = List.copyOf(diagnostics);
    }
}
