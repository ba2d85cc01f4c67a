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
        var assembly = new TopologyAssembly(findings);
        List<Source> sources = SourceOpener.open(arguments, environment, findings);
        if (sources.size() == 1 && sources.getFirst() instanceof Source.Lsctl script && !findings.hasErrors()) {
            return LsctlSource.load(script, contextOverride, environment);
        }
        for (Source source : sources) {
            findings.announce(source.name());
            read(source, findings, assembly);
        }
        Topology topology = assembly.topology(contextOverride);
        Locations locations = findings.locations();
        Validator.validate(topology).forEach(p -> findings.add(p, locations));
        environment.unsupported().check(topology).forEach(p -> findings.add(p, locations));
        return findings.hasErrors()
                ? new LoadResult.Rejected(findings.diagnostics())
                : new LoadResult.Loaded(topology, findings.diagnostics(), locations, List.of());
    }

    private static void read(Source source, Findings findings, TopologyAssembly assembly) {
        switch (source) {
            case Source.Yaml(String name, ByteBuffer bytes) -> yaml(name, bytes, findings, assembly);
            case Source.Lsctl lsctl ->
                refuse(
                        findings,
                        Diagnostic.error(
                                SourceCode.LSCTL_NOT_ALONE.text(),
                                SourceText.of(lsctl.name(), "").at(Place.START),
                                "",
                                "an lsctl script is a topology by itself",
                                "name it alone; 'lsdn-deploy convert' makes YAML of it, which can stand in several files"));
        }
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
