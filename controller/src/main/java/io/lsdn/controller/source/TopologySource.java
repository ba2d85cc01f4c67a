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
     * Every problem of every source is found in one run. A playbook is one too.
     *
     * @param arguments files, directories, programs, or {@code -} for standard input
     * @param contextOverride {@code --context}
     * @throws InterruptedException while a program prints its topology; it is killed
     */
    public static LoadResult load(
            List<String> arguments, Optional<String> contextOverride, SourceEnvironment environment)
            throws InterruptedException {
        return switch (read(arguments, contextOverride, environment)) {
            case Content.OfTopology(LoadResult result) -> result;
            case Content.OfPlaybook(Reading reading, YamlNode.Sequence plays) -> {
                unexpected(reading, plays);
                yield new LoadResult.Rejected(reading.findings().diagnostics());
            }
        };
    }

    /** The same where a playbook may stand for a topology. */
    public static Content read(List<String> arguments, Optional<String> contextOverride, SourceEnvironment environment)
            throws InterruptedException {
        var findings = new Findings();
        var assembly = new TopologyAssembly(findings);
        List<Source> sources = SourceOpener.open(arguments, environment, findings);
        if (sources.size() == 1 && sources.getFirst() instanceof Source.Lsctl script && !findings.hasErrors()) {
            return new Content.OfTopology(LsctlSource.load(script, contextOverride, environment));
        }
        for (Source source : sources) {
            findings.announce(source.name());
            Optional<Document> document = document(source, findings);
            if (sources.size() == 1
                    && arguments.size() == 1
                    && document.isPresent()
                    && document.get().root() instanceof YamlNode.Sequence plays) {
                return new Content.OfPlaybook(document.get().reading().withoutRanges(), plays);
            }
            document.ifPresent(d -> add(d, assembly));
        }
        return new Content.OfTopology(topology(findings, assembly, contextOverride, environment));
    }

    private static LoadResult topology(
            Findings findings,
            TopologyAssembly assembly,
            Optional<String> contextOverride,
            SourceEnvironment environment) {
        Topology topology = assembly.topology(contextOverride);
        Locations locations = findings.locations();
        Validator.validate(topology).forEach(p -> findings.add(p, locations));
        environment.unsupported().check(topology).forEach(p -> findings.add(p, locations));
        return findings.hasErrors()
                ? new LoadResult.Rejected(findings.diagnostics())
                : new LoadResult.Loaded(topology, findings.diagnostics(), locations, List.of());
    }

    private record Document(Reading reading, YamlNode root) {}

    private static Optional<Document> document(Source source, Findings findings) {
        return switch (source) {
            case Source.Yaml(String name, ByteBuffer bytes) -> yaml(name, bytes, findings);
            case Source.Lsctl lsctl ->
                refuse(
                        findings,
                        Diagnostic.error(
                                SourceCode.LSCTL_NOT_ALONE.text(),
                                SourceText.of(lsctl.name(), "").at(Place.START),
                                "",
                                "an lsctl script is a topology by itself",
                                "name it alone; 'lsdn-deploy convert' makes YAML of it, which can stand in several files"));
        };
    }

    private static Optional<Document> yaml(String name, ByteBuffer bytes, Findings findings) {
        return switch (SourceDecoder.decode(name, bytes)) {
            case SourceDecoder.Decoded.Refused(Diagnostic why) -> refuse(findings, why);
            case SourceDecoder.Decoded.Text(SourceText text) ->
                switch (YamlComposer.compose(text)) {
                    case YamlComposer.Composed.Refused(Diagnostic why) -> refuse(findings, why);
                    case YamlComposer.Composed.Document(YamlNode root) ->
                        Optional.of(new Document(new Reading(text, findings, true, Optional.empty()), root));
                };
        };
    }

    /** A topology is a mapping; a list is a playbook. */
    private static void add(Document document, TopologyAssembly assembly) {
        switch (document.root()) {
            case YamlNode.Sequence plays -> unexpected(document.reading(), plays);
            case YamlNode.Mapping _, YamlNode.Scalar _ ->
                TopologyReader.read(document.reading(), document.root(), assembly);
        }
    }

    private static void unexpected(Reading reading, YamlNode.Sequence plays) {
        reading.refuse(
                SourceCode.PLAYBOOK_UNEXPECTED,
                plays,
                ObjectPath.ROOT,
                "a list of plays is a playbook; here a topology is needed",
                "name the topology itself, a mapping with settings, physes and nets; a playbook is deployed alone");
    }

    private static Optional<Document> refuse(Findings findings, Diagnostic why) {
        findings.unreadable(ObjectPath.ROOT, why);
        return Optional.empty();
    }
}
