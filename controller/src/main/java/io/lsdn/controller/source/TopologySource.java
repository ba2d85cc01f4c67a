package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.topology.Topology;
import io.lsdn.netmodel.validate.ObjectPath;
import io.lsdn.netmodel.validate.Validator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Reads topologies: opens the sources, reads each, puts them together, validates the whole. */
public final class TopologySource {
    private TopologySource() {}

    /** With what the process has: its standard input and directory. */
    public static LoadResult load(List<String> arguments, Optional<String> contextOverride)
            throws InterruptedException {
        return load(arguments, contextOverride, SourceEnvironment.ofProcess());
    }

    /**
     * Every problem of every source is found in one run.
     *
     * @param arguments files, directories, programs, or {@code -} for standard input
     * @param contextOverride {@code --context}
     * @throws InterruptedException while a program prints its topology; it is killed
     */
    public static LoadResult load(
            List<String> arguments, Optional<String> contextOverride, SourceEnvironment environment)
            throws InterruptedException {
        var findings = new Findings();
        List<Source> sources = SourceOpener.open(arguments, environment, findings);
        sources.forEach(source -> findings.announce(source.name()));
        Optional<Source.Lsctl> script = sources.stream()
                .filter(Source.Lsctl.class::isInstance)
                .map(Source.Lsctl.class::cast)
                .findFirst();
        if (script.isPresent()) {
            return script(script.get(), sources.size() > 1, contextOverride, environment, findings);
        }
        var assembly = new TopologyAssembly(findings);
        for (Source source : sources) {
            if (source instanceof Source.Yaml(String name, ByteBuffer bytes)) {
                yaml(name, bytes, findings, assembly);
            }
        }
        return checked(List.of(assembly.topology(contextOverride)), environment, findings);
    }

    private static LoadResult script(
            Source.Lsctl script,
            boolean beside,
            Optional<String> context,
            SourceEnvironment environment,
            Findings findings) {
        if (beside) {
            refuse(
                    findings,
                    Diagnostic.error(
                            SourceCode.LSCTL_NOT_ALONE.text(),
                            SourceText.of(script.name(), "").at(Place.START),
                            "",
                            "a script is a whole topology and is not merged with other files",
                            "name it alone; a script may 'source' others"));
            return new LoadResult.Rejected(findings.diagnostics());
        }
        return switch (new LsctlSource(script, environment, context).states()) {
            case LsctlSource.Outcome.Refused(Diagnostic why) -> {
                refuse(findings, why);
                yield new LoadResult.Rejected(findings.diagnostics());
            }
            case LsctlSource.Outcome.States(var states, var places) -> {
                places.forEach(findings::place);
                yield checked(states.stream().map(t -> named(t, context)).toList(), environment, findings);
            }
        };
    }

    private static Topology named(Topology t, Optional<String> context) {
        return new Topology(context.orElse(t.context()), t.settings(), t.physes(), t.nets());
    }

    private static LoadResult checked(List<Topology> states, SourceEnvironment environment, Findings findings) {
        Locations locations = findings.locations();
        for (Topology topology : states) {
            Validator.validate(topology).forEach(p -> findings.add(p, locations));
            environment.unsupported().check(topology).forEach(p -> findings.add(p, locations));
        }
        return findings.hasErrors()
                ? new LoadResult.Rejected(findings.diagnostics())
                : new LoadResult.Loaded(
                        states.getLast(), states.subList(0, states.size() - 1), findings.diagnostics(), locations);
    }

    private static void yaml(String name, ByteBuffer bytes, Findings findings, TopologyAssembly assembly) {
        switch (SourceDecoder.decode(name, bytes)) {
            case SourceDecoder.Decoded.Refused(Diagnostic why) -> refuse(findings, why);
            case SourceDecoder.Decoded.Text(SourceText text) -> {
                switch (YamlComposer.compose(text)) {
                    case YamlComposer.Composed.Refused(Diagnostic why) -> refuse(findings, why);
                    case YamlComposer.Composed.Document(YamlNode root) ->
                        document(new Reading(text, findings, Optional.empty()), root, assembly);
                }
            }
        }
    }

    /** A topology is a mapping; a list is a playbook. */
    private static void document(Reading reading, YamlNode root, TopologyAssembly assembly) {
        switch (root) {
            case YamlNode.Sequence _ ->
                reading.refuse(
                        SourceCode.PLAYBOOK_UNSUPPORTED,
                        root,
                        ObjectPath.ROOT,
                        "a list of plays is a playbook, which is not supported by this version",
                        "name the topology itself, a mapping with settings, physes and nets");
            case YamlNode.Mapping _, YamlNode.Scalar _ -> TopologyReader.read(reading, root, assembly);
        }
    }

    private static void refuse(Findings findings, Diagnostic why) {
        findings.unreadable(ObjectPath.ROOT, why);
    }
}
