package io.lsdn.controller.source;

import io.lsdn.netmodel.validate.ObjectPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a mapping node: no key twice, merge keys ({@code <<}) carried out as YAML 1.1 describes them. */
final class Fields {
    private static final String MERGE = "<<";

    private final Reading reading;
    private final ObjectPath path;

    private Fields(Reading reading, ObjectPath path) {
        this.reading = reading;
        this.path = path;
    }

    /** A key with its value. */
    record Field(YamlNode.Scalar key, YamlNode value) {}

    /** Nothing behind a key is a mapping of nothing, so that a part may be commented out. */
    static Collection<Field> of(Reading reading, YamlNode node, ObjectPath path) {
        return new Fields(reading, path).fields(node);
    }

    private Collection<Field> fields(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping m -> merged(m).values();
            case YamlNode.Scalar s when s.isEmpty() -> List.of();
            case YamlNode.Scalar _, YamlNode.Sequence _ -> {
                reading.refuse(
                        SourceCode.WRONG_TYPE,
                        node,
                        path,
                        node.kind() + " stands where a mapping is expected",
                        "write 'key: value' lines, or {key: value}");
                yield List.of();
            }
        };
    }

    /** What stands there wins over what is merged, of that the first over the later. */
    private Map<String, Field> merged(YamlNode.Mapping mapping) {
        Map<String, Field> own = new LinkedHashMap<>();
        List<YamlNode> merges = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof YamlNode.Scalar key)) {
                reading.refuse(
                        SourceCode.WRONG_TYPE,
                        entry.key(),
                        path,
                        entry.key().kind() + " stands where a key is expected",
                        "a key is a text; one that begins with '[' or '{' needs quotes");
            } else if (key.plain() && key.text().equals(MERGE)) {
                merges.add(entry.value());
            } else {
                add(own, key, entry.value());
            }
        }
        merges.forEach(m -> merge(own, m));
        return own;
    }

    private void add(Map<String, Field> own, YamlNode.Scalar key, YamlNode value) {
        Field first = own.putIfAbsent(key.text(), new Field(key, value));
        if (first != null) {
            reading.complain(
                    SourceCode.DUPLICATE_KEY,
                    key,
                    path.child(key.text()),
                    "the key '" + key.text() + "' stands here a second time",
                    "the first is at " + reading.at(first.key()));
        }
    }

    private void merge(Map<String, Field> own, YamlNode merged) {
        List<YamlNode> parts = merged instanceof YamlNode.Sequence s ? s.items() : List.of(merged);
        for (YamlNode part : parts) {
            if (part instanceof YamlNode.Mapping m) {
                merged(m).forEach(own::putIfAbsent);
            } else {
                reading.refuse(
                        SourceCode.YAML_MERGE_KEY,
                        part,
                        path,
                        "'<<' merges a mapping or a list of mappings, not " + part.kind(),
                        "for example '<<: *name'");
            }
        }
    }

    /** The first of the fields that has this key. */
    static Optional<Field> find(Collection<Field> fields, String key) {
        return fields.stream().filter(f -> f.key().text().equals(key)).findFirst();
    }
}
