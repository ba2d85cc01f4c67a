package io.lsdn.controller.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which hosts. */
final class InventoryOptions {
    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "SOURCE",
            description =
                    "An Ansible inventory: file, directory, executable, or hosts with a comma ('a,b'). Repeatable.")
    private List<String> sources = List.of();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Contact only these hosts (Ansible's patterns; @FILE has one a line).")
    private Optional<String> limit = Optional.empty();

    /** @throws UsageException if there are none */
    List<String> sources() {
        if (sources.isEmpty()) {
            throw new UsageException("no inventory: name one with -i, LSDN_INVENTORY or in " + Configuration.FILE_NAME);
        }
        return sources;
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    Optional<String> limit() {
        return limit;
    }
}
