package io.lsdn.controller.source;

import io.lsdn.netmodel.diagnostic.DidYouMean;
import io.lsdn.netmodel.validate.ObjectPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of the language: a mapping with keys that are known. */
public final class ObjectReader {
    private final Reading reading;
    private final YamlNode node;
    private final ObjectPath path;
    private final Map<String, YamlNode> fields = new LinkedHashMap<>();

    private ObjectReader(Reading reading, YamlNode node, ObjectPath path) {
        this.reading = reading;
        this.node = node;
        this.path = path;
    }

    public static ObjectReader open(Reading reading, YamlNode node, ObjectPath path, List<String> keys) {
        var reader = new ObjectReader(reading, node, path);
        Set<String> meant = new HashSet<>();
        for (Fields.Field field : Fields.of(reading, node, path)) {
            String key = field.key().text();
            if (keys.contains(key)) {
                reader.fields.put(key, field.value());
            } else {
                meant.addAll(DidYouMean.candidates(key, keys));
                reading.complain(
                        SourceCode.UNKNOWN_KEY,
                        field.key(),
                        path,
                        "the key '" + key + "' is unknown",
                        DidYouMean.hint(key, keys, "keys").orElse(""));
            }
        }
        // What a misspelt key may have meant is not reported as missing too, nor what follows from that.
        meant.stream()
                .filter(key -> !reader.fields.containsKey(key))
                .forEach(key -> reading.findings().unread(path.child(key)));
        return reader;
    }

    public ObjectPath path() {
        return path;
    }

    Reading reading() {
        return reading;
    }

    public Set<String> present() {
        return fields.keySet();
    }

    public Optional<YamlNode> node(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** The value; empty if there is none, or, after a report, if it is wrong. */
    public <T> Optional<T> value(String key, ValueType<T> type) {
        return node(key).flatMap(n -> reading.value(n, path.child(key), type));
    }

    /** The value; empty only after a report. */
    public <T> Optional<T> required(String key, ValueType<T> type, String hint) {
        if (!fields.containsKey(key)) {
            if (!reading.findings().isUnread(path.child(key))) {
                reading.refuse(SourceCode.MISSING_KEY, node, path.child(key), "'" + key + "' is missing", hint);
            }
            return Optional.empty();
        }
        return value(key, type);
    }
}
