package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads YAML 1.1 as Ansible's loader does, with the place of every value. */
final class YamlText {
    /** More values than that come from aliases of aliases, not from an inventory. */
    private static final int MOST_VALUES = 2_000_000;

    private static final Tag MERGE = new Tag("tag:yaml.org,2002:merge");

    private final SourceText source;
    /** Anchored nodes are shared; an entry that is empty is being read, so meeting it again is a circle. */
    private final IdentityHashMap<org.yaml.snakeyaml.nodes.Node, Optional<Node>> read = new IdentityHashMap<>();

    private final IdentityHashMap<org.yaml.snakeyaml.nodes.Node, Long> sizes = new IdentityHashMap<>();
    private final Problems warnings = new Problems();

    private YamlText(SourceText source) {
        this.source = source;
    }

    static Document read(SourceText source) {
        var options = new LoaderOptions();
        options.setMaxAliasesForCollections(100_000);
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setNestingDepthLimit(200);
        var reader = new YamlText(source);
        try {
            var parser = new ParserImpl(new StreamReader(source.text()), options);
            var root = new Composer(parser, new PyYamlResolver(), options).getSingleNode();
            return root == null
                    ? new Document.Empty()
                    : new Document.Content(reader.node(root), reader.warnings.list());
        } catch (NoYaml e) {
            return new Document.Malformed(e.why);
        } catch (MarkedYAMLException e) {
            var mark = Optional.ofNullable(e.getProblemMark()).or(() -> Optional.ofNullable(e.getContextMark()));
            return malformed(
                    mark.map(reader::at).orElse(source.start()),
                    Optional.ofNullable(e.getProblem()).orElse("malformed"));
        } catch (YAMLException e) {
            return malformed(source.start(), Objects.toString(e.getMessage(), "malformed"));
        }
    }

    private static Document malformed(SourceLocation at, String why) {
        return new Document.Malformed(Diagnostic.error(
                "inventory-yaml", at, "", "not YAML: " + why.lines().findFirst().orElse(""), ""));
    }

    /** Leaves the descent; never leaves the class. */
    private static final class NoYaml extends Exception {
        private final transient Diagnostic why;

        NoYaml(SourceLocation at, String message, String hint) {
            super(null, null, false, false);
            this.why = Diagnostic.error("inventory-yaml", at, "", message, hint);
        }
    }

    private Node node(org.yaml.snakeyaml.nodes.Node yaml) throws NoYaml {
        var known = read.get(yaml);
        if (known != null) {
            return known.orElseThrow(() -> new NoYaml(at(yaml), "an alias stands inside what it names", ""));
        }
        read.put(yaml, Optional.empty());
        var node = switch (yaml) {
            case ScalarNode s -> scalar(s);
            case SequenceNode s -> items(s);
            case MappingNode m -> table(m);
            default -> throw new IllegalStateException("a node of " + yaml.getClass());
        };
        read.put(yaml, Optional.of(node));
        return node;
    }

    private Node scalar(ScalarNode yaml) throws NoYaml {
        return new Node.Scalar(
                YamlScalar.value(yaml)
                        .orElseThrow(() -> new NoYaml(
                                at(yaml),
                                "the tag " + yaml.getTag() + " is not supported or does not fit this value",
                                "an executable inventory can print the value itself")),
                at(yaml));
    }

    private Node items(SequenceNode yaml) throws NoYaml {
        requireTag(yaml, Tag.SEQ);
        var items = new ArrayList<Node>();
        long size = 1;
        for (var item : yaml.getValue()) {
            items.add(node(item));
            size += sizes.getOrDefault(item, 1L);
        }
        setSize(yaml, size);
        return tagged(yaml, new Node.Items(items, at(yaml)));
    }

    private Node table(MappingNode yaml) throws NoYaml {
        requireTag(yaml, Tag.MAP);
        warnOfSecond(yaml);
        Map<Value, Node.Entry> entries = new LinkedHashMap<>();
        long size = 1;
        for (var tuple : merged(yaml, 0)) {
            if (!(node(tuple.getKeyNode()) instanceof Node.Scalar(var key, var keyAt))) {
                throw new NoYaml(
                        at(tuple.getKeyNode()),
                        "a key is a list or a dictionary",
                        "keys are plain values, and a template stands in quotes");
            }
            // A key that stands twice keeps its first place and its last value, as in Python.
            entries.put(key, new Node.Entry(key, keyAt, node(tuple.getValueNode())));
            size += sizes.getOrDefault(tuple.getValueNode(), 1L);
        }
        setSize(yaml, size);
        return tagged(yaml, new Node.Table(List.copyOf(entries.values()), at(yaml)));
    }

    /** The entries of a mapping after those that {@code <<} merges in, which its own override. */
    private List<NodeTuple> merged(MappingNode yaml, int depth) throws NoYaml {
        if (depth > 100) {
            throw new NoYaml(at(yaml), "'<<' merges a dictionary into itself", "");
        }
        var below = new ArrayList<NodeTuple>();
        var own = new ArrayList<NodeTuple>();
        for (var tuple : yaml.getValue()) {
            if (!tuple.getKeyNode().getTag().equals(MERGE)) {
                own.add(tuple);
                continue;
            }
            var sources = tuple.getValueNode() instanceof SequenceNode list
                    ? list.getValue().reversed()
                    : List.of(tuple.getValueNode());
            for (var source : sources) {
                if (!(source instanceof MappingNode map)) {
                    throw new NoYaml(at(source), "'<<' merges a dictionary or a list of them", "");
                }
                below.addAll(merged(map, depth + 1));
            }
        }
        below.addAll(own);
        return below;
    }

    /** {@code !unsafe} before a list or dictionary holds for all text in it. */
    private static Node tagged(org.yaml.snakeyaml.nodes.Node yaml, Node node) {
        return yaml.getTag().getValue().equals(YamlScalar.UNSAFE) ? unsafe(node) : node;
    }

    private static Node unsafe(Node node) {
        return switch (node) {
            case Node.Scalar(Value.Text(var text), var at) -> new Node.Scalar(new Value.Unsafe(text), at);
            case Node.Scalar other -> other;
            case Node.Items(var items, var at) ->
                new Node.Items(items.stream().map(YamlText::unsafe).toList(), at);
            case Node.Table(var entries, var at) ->
                new Node.Table(
                        entries.stream()
                                .map(e -> new Node.Entry(e.key(), e.keyAt(), unsafe(e.value())))
                                .toList(),
                        at);
        };
    }

    private void warnOfSecond(MappingNode yaml) {
        var seen = new java.util.HashSet<String>();
        for (var tuple : yaml.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && !key.getTag().equals(MERGE)
                    && !seen.add(key.getTag() + " " + key.getValue())) {
                warnings.warning(
                        "inventory-duplicate-key",
                        at(key),
                        key.getValue(),
                        "the key stands twice in one dictionary; the last one counts",
                        "");
            }
        }
    }

    private void requireTag(org.yaml.snakeyaml.nodes.Node yaml, Tag tag) throws NoYaml {
        if (!yaml.getTag().equals(tag) && !yaml.getTag().getValue().equals(YamlScalar.UNSAFE)) {
            throw new NoYaml(
                    at(yaml),
                    "the tag " + yaml.getTag() + " is not supported here",
                    "an executable inventory can print the value itself");
        }
    }

    private void setSize(org.yaml.snakeyaml.nodes.Node yaml, long size) throws NoYaml {
        if (size > MOST_VALUES) {
            throw new NoYaml(at(yaml), "its aliases stand for more than " + MOST_VALUES + " values", "");
        }
        sizes.put(yaml, size);
    }

    private SourceLocation at(org.yaml.snakeyaml.nodes.Node yaml) {
        return at(yaml.getStartMark());
    }

    private SourceLocation at(Mark mark) {
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
