package io.lsdn.controller.cli;

import io.lsdn.netmodel.topology.Topology;
import picocli.CommandLine.Option;

/** Which context, where there is no topology that could say. */
final class ContextOption {
    @Option(
            names = "--context",
            paramLabel = "NAME",
            converter = TopologyOptions.ContextName.class,
            description = "The context (default ${DEFAULT-VALUE}).",
            defaultValue = Topology.DEFAULT_CONTEXT)
    private String name = Topology.DEFAULT_CONTEXT;

    String name() {
        return name;
    }
}
