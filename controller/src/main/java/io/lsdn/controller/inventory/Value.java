package io.lsdn.controller.inventory;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The value of an inventory variable, typed as Ansible types it: Python literals in INI files, YAML 1.1 in YAML files,
 * JSON from executables.
 *
 * <p>A value may be a password, so {@code toString()} tells the shape and never the content.
 */
public sealed interface Value {
    /** Python's {@code None}, YAML's and JSON's {@code null}. */
    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    /** A whole number of any size. */
    record Int(BigInteger value) implements Value {
        static Int of(long value) {
            return new Int(BigInteger.valueOf(value));
        }

        @Override
        public String toString() {
            return "Int[…]";
        }
    }

    record Real(double value) implements Value {
        @Override
        public String toString() {
            return "Real[…]";
        }
    }

    /** A string that Ansible would read as a Jinja template where it contains one. */
    record Text(String text) implements Value {
        @Override
        public String toString() {
            return "Text[…]";
        }
    }

    /** A string tagged {@code !unsafe}: braces in it are only braces. */
    record Unsafe(String text) implements Value {
        @Override
        public String toString() {
            return "Unsafe[…]";
        }
    }

    /**
     * A YAML timestamp.
     *
     * @param iso as Python's {@code isoformat()} writes it: {@code 2026-01-31} or {@code 2026-01-31T12:00:00+00:00}
     */
    record Timestamp(String iso) implements Value {}

    /** A value encrypted by ansible-vault, which is carried along but cannot be read. */
    record Vaulted(String ciphertext) implements Value {
        @Override
        public String toString() {
            return "Vaulted[…]";
        }
    }

    /** A list; or a set of an INI file, in the order written. */
    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "Sequence[" + items.size() + "]";
        }
    }

    /** A tuple of an INI file: a list to all but Python's own notation. */
    record Tuple(List<Value> items) implements Value {
        public Tuple {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "Tuple[" + items.size() + "]";
        }
    }

    /** A dictionary in the order of the source; keys are scalars and need not be text. */
    record Mapping(Map<Value, Value> entries) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<Value> get(String key) {
            return Optional.ofNullable(entries.get(new Text(key)));
        }

        @Override
        public String toString() {
            return "Mapping[" + entries.size() + "]";
        }
    }

    /** Whether there is a Jinja template ({@code {{ }}}, {@code {% %}}, {@code {# #}}) anywhere in this value. */
    default boolean hasTemplate() {
        return switch (this) {
            case Text(var text) -> text.contains("{{") || text.contains("{%") || text.contains("{#");
            case Sequence(var items) -> items.stream().anyMatch(Value::hasTemplate);
            case Tuple(var items) -> items.stream().anyMatch(Value::hasTemplate);
            case Mapping(var entries) ->
                entries.entrySet().stream()
                        .anyMatch(e -> e.getKey().hasTemplate() || e.getValue().hasTemplate());
            case Null _ -> false;
            case Bool _ -> false;
            case Int _ -> false;
            case Real _ -> false;
            case Unsafe _ -> false;
            case Timestamp _ -> false;
            case Vaulted _ -> false;
        };
    }

    /** Whether anything in this value is encrypted by ansible-vault. */
    default boolean hasVault() {
        return switch (this) {
            case Vaulted _ -> true;
            case Sequence(var items) -> items.stream().anyMatch(Value::hasVault);
            case Tuple(var items) -> items.stream().anyMatch(Value::hasVault);
            case Mapping(var entries) -> entries.values().stream().anyMatch(Value::hasVault);
            case Text _ -> false;
            case Null _ -> false;
            case Bool _ -> false;
            case Int _ -> false;
            case Real _ -> false;
            case Unsafe _ -> false;
            case Timestamp _ -> false;
        };
    }

    /** Whether this is one value and not several: no list, tuple or dictionary. */
    default boolean isScalar() {
        return !(this instanceof Sequence) && !(this instanceof Tuple) && !(this instanceof Mapping);
    }
}
