package io.lsdn.controller.cli;

import io.lsdn.controller.state.StateDirectory;
import picocli.CommandLine.Option;

/** Where rollouts are remembered. */
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where rollouts and decisions are written down (default ${DEFAULT-VALUE}).",
            defaultValue = ".lsdn")
    private String directory = ".lsdn";

    StateDirectory directory(Surroundings s) {
        return new StateDirectory(s.directory().resolve(directory));
    }
}
