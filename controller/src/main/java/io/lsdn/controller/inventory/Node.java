package io.lsdn.controller.inventory;

import io.lsdn.netmodel.diagnostic.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML or JSON text with the place where it stands. */
sealed interface Node {
    SourceLocation at();

    record Scalar(Value value, SourceLocation at) implements Node {}

    record Items(List<Node> items, SourceLocation at) implements Node {
        public Items {
            items = List.copyOf(items);
        }
    }

    record Table(List<Entry> entries, SourceLocation at) implements Node {
        public Table {
            entries = List.copyOf(entries);
        }

        Optional<Entry> get(String key) {
            return entries.stream()
                    .filter(e -> e.key().equals(new Value.Text(key)))
                    .findFirst();
        }
    }

    /** One entry of a table; keys are scalars, each once. */
    record Entry(Value key, SourceLocation keyAt, Node value) {
        /** The key as a variable's name: text, or what JSON would make of another scalar. */
        String name() {
            return ValueJson.key(key);
        }
    }

    default Value value() {
        return switch (this) {
            case Scalar(var value, var _) -> value;
            case Items(var items, var _) ->
                new Value.Sequence(items.stream().map(Node::value).toList());
            case Table(var entries, var _) -> {
                Map<Value, Value> map = new LinkedHashMap<>();
                entries.forEach(e -> map.put(e.key(), e.value().value()));
                yield new Value.Mapping(map);
            }
        };
    }

    /** What Python calls false: null, false, zero, an empty string, list or dictionary. */
    default boolean isFalsy() {
        return switch (this) {
            case Items(var items, var _) -> items.isEmpty();
            case Table(var entries, var _) -> entries.isEmpty();
            case Scalar(var value, var _) ->
                switch (value) {
                    case Value.Null() -> true;
                    case Value.Bool(var b) -> !b;
                    case Value.Int(var i) -> i.signum() == 0;
                    case Value.Real(var r) -> r == 0;
                    case Value.Text(var t) -> t.isEmpty();
                    case Value.Unsafe(var t) -> t.isEmpty();
                    case Value _ -> false;
                };
        };
    }

    default boolean isNull() {
        return this instanceof Scalar(Value.Null(), var _);
    }

    /** For messages: what a user calls this. */
    default String kind() {
        return switch (this) {
            case Items _ -> "a list";
            case Table _ -> "a dictionary";
            case Scalar(var value, var _) ->
                switch (value) {
                    case Value.Null() -> "nothing";
                    case Value.Bool _ -> "a boolean";
                    case Value.Int _ -> "a number";
                    case Value.Real _ -> "a number";
                    case Value _ -> "text";
                };
        };
    }
}
