package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hosts that a pattern means.
 *
 * @param hosts each once; none is not in itself an error
 * @param diagnostics names that nobody has, patterns that match nothing
 */
public record Selection(List<Host> hosts, List<Diagnostic> diagnostics) {
    public Selection {
        hosts = List.copyOf(hosts);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Those that another selection has too, in this one's order: {@code hosts:} within {@code --limit}. */
    public Selection within(Selection limit) {
        var allowed = new HashSet<>(limit.hosts.stream().map(Host::name).toList());
        return new Selection(
                hosts.stream().filter(h -> allowed.contains(h.name())).toList(),
                Stream.concat(diagnostics.stream(), limit.diagnostics.stream()).toList());
    }

    public boolean hasErrors() {
        return diagnostics.stream().anyMatch(Diagnostic::isError);
    }
}
