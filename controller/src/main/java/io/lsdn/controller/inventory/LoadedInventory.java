package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.List;

/**
 * What reading an inventory gave.
 *
 * @param inventory what could be read; not to be used if there is an error
 * @param diagnostics all problems of all sources, in the order in which they were met
 */
public record LoadedInventory(Inventory inventory, List<Diagnostic> diagnostics) {
    public LoadedInventory {
        diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
