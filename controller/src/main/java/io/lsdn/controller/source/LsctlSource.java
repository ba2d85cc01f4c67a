package io.lsdn.controller.source;

import io.lsdn.controller.lsctl.ScriptTopology;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A script of LSDN's own language as a topology, or as several that follow each other. */
final class LsctlSource {
    private LsctlSource() {}

    static LoadResult load(Source.Lsctl script, Optional<String> contextOverride, SourceEnvironment environment)
            throws InterruptedException {
        var run = new ScriptTopology(script.name(), environment.directory(), environment.programLimit());
        ScriptTopology.Outcome outcome = run.run(environment.scriptArguments());
        if (!outcome.problems().isEmpty()) {
            return new LoadResult.Rejected(outcome.problems());
        }
        var loaded = new ArrayList<LoadResult.Loaded>();
        for (ScriptTopology.State state : outcome.states()) {
            switch (load(state, contextOverride, environment)) {
                case LoadResult.Rejected rejected -> {
                    return rejected;
                }
                case LoadResult.Loaded one -> loaded.add(one);
            }
        }
        LoadResult.Loaded last = loaded.removeLast();
        return new LoadResult.Loaded(last.topology(), last.warnings(), last.locations(), loaded);
    }

    private static LoadResult load(
            ScriptTopology.State state, Optional<String> contextOverride, SourceEnvironment environment) {
        var findings = new Findings();
        state.places().forEach(findings::place);
        Locations locations = findings.locations();
        Topology said = state.topology();
        var topology =
                new Topology(contextOverride.orElse(said.context()), said.settings(), said.physes(), said.nets());
        Validator.validate(topology).forEach(p -> findings.add(p, locations));
        environment.unsupported().check(topology).forEach(p -> findings.add(p, locations));
        List<Diagnostic> found = findings.diagnostics();
        return findings.hasErrors()
                ? new LoadResult.Rejected(found)
                : new LoadResult.Loaded(topology, found, locations, List.of());
    }
}
