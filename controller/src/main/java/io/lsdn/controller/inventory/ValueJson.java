package io.lsdn.controller.inventory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;

/** Values as {@code ansible-inventory} prints them in JSON. */
final class ValueJson {
    /** A dictionary with this key stands for the text under it, which is no template. */
    static final String UNSAFE = "__ansible_unsafe";

    /** A dictionary with this key stands for the encrypted value under it. */
    static final String VAULT = "__ansible_vault";

    private ValueJson() {}

    static JsonElement of(Value value) {
        return switch (value) {
            case Value.Null() -> JsonNull.INSTANCE;
            case Value.Bool(var b) -> new JsonPrimitive(b);
            case Value.Int(var i) -> new JsonPrimitive(i);
            case Value.Real(var r) -> new JsonPrimitive(new PythonNumber(r));
            case Value.Text(var text) -> new JsonPrimitive(text);
            case Value.Unsafe(var text) -> single(UNSAFE, text);
            case Value.Vaulted(var text) -> single(VAULT, text);
            case Value.Timestamp(var iso) -> new JsonPrimitive(iso);
            case Value.Sequence(var items) -> array(items);
            case Value.Tuple(var items) -> array(items);
            case Value.Mapping(var entries) -> {
                var object = new JsonObject();
                entries.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey(ValueJson::order))
                        .forEach(e -> object.add(key(e.getKey()), of(e.getValue())));
                yield object;
            }
        };
    }

    /** Numbers by their size, all else by its text. */
    private static int order(Value a, Value b) {
        return a instanceof Value.Int(var x) && b instanceof Value.Int(var y)
                ? x.compareTo(y)
                : key(a).compareTo(key(b));
    }

    /** A key as JSON has it: always text. */
    static String key(Value key) {
        return switch (key) {
            case Value.Null() -> "null";
            case Value.Bool(var b) -> Boolean.toString(b);
            case Value other -> PythonText.str(other);
        };
    }

    private static JsonArray array(List<Value> items) {
        var array = new JsonArray();
        items.forEach(i -> array.add(of(i)));
        return array;
    }

    private static JsonObject single(String key, String text) {
        var object = new JsonObject();
        object.addProperty(key, text);
        return object;
    }

    /** A number that prints as Python's {@code json} prints it: {@code 1.0}, {@code 1e-05}, {@code NaN}. */
    private static final class PythonNumber extends Number {
        private final double value;

        PythonNumber(double value) {
            this.value = value;
        }

        @Override
        public int intValue() {
            return (int) value;
        }

        @Override
        public long longValue() {
            return (long) value;
        }

        @Override
        public float floatValue() {
            return (float) value;
        }

        @Override
        public double doubleValue() {
            return value;
        }

        @Override
        public String toString() {
            if (Double.isInfinite(value)) {
                return value > 0 ? "Infinity" : "-Infinity";
            }
            return Double.isNaN(value) ? "NaN" : PythonText.real(value);
        }
    }
}
