package io.lsdn.controller.transport.route;

import io.lsdn.controller.transport.BootstrapSettings;
import io.lsdn.controller.transport.Destination;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import java.util.List;

/** How to get to a host and start the runner there, or why its variables do not say that. */
public sealed interface Route {
    record Found(Destination destination, BootstrapSettings bootstrap) implements Route {}

    /** Nothing is contacted. */
    record Refused(List<Diagnostic> problems) implements Route {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
