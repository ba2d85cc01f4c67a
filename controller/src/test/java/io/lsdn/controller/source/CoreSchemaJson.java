package io.lsdn.controller.source;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** YAML as an editor sees it: with the types of YAML 1.2's core schema, merge keys carried out. */
final class CoreSchemaJson {
    private CoreSchemaJson() {}

    static String of(YamlNode node) {
        return json(node).toString();
    }

    private static JsonElement json(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar s -> s.plain() ? plain(s.text()) : new JsonPrimitive(s.text());
            case YamlNode.Sequence s -> {
                var array = new JsonArray();
                s.items().forEach(i -> array.add(json(i)));
                yield array;
            }
            case YamlNode.Mapping m -> {
                var object = new JsonObject();
                m.entries().forEach(e -> put(object, key(e.key()), e.value()));
                yield object;
            }
        };
    }

    private static String key(YamlNode key) {
        return key instanceof YamlNode.Scalar s ? s.text() : "[a key that is no text]";
    }

    private static void put(JsonObject object, String key, YamlNode value) {
        if (!key.equals("<<")) {
            object.add(key, json(value));
            return;
        }
        List<YamlNode> merged = value instanceof YamlNode.Sequence s ? s.items() : List.of(value);
        for (YamlNode part : merged) {
            json(part).getAsJsonObject().asMap().forEach((k, v) -> {
                if (!object.has(k)) {
                    object.add(k, v);
                }
            });
        }
    }

    private static JsonElement plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> JsonNull.INSTANCE;
            case "true", "True", "TRUE" -> new JsonPrimitive(true);
            case "false", "False", "FALSE" -> new JsonPrimitive(false);
            default -> number(text);
        };
    }

    private static JsonElement number(String text) {
        if (text.matches("[-+]?[0-9]+")) {
            return new JsonPrimitive(new BigInteger(text));
        }
        if (text.matches("0x[0-9a-fA-F]+")) {
            return new JsonPrimitive(new BigInteger(text.substring(2), 16));
        }
        return text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")
                ? new JsonPrimitive(new BigDecimal(text))
                : new JsonPrimitive(text);
    }
}
