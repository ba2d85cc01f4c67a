package io.lsdn.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.lsdn.netmodel.topology.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema says what the reader says: the same keys, and the same verdict over the structure of every golden case. */
final class TopologySchemaTest {
    /** What an editor can see without knowing what names mean. */
    private static final List<SourceCode> STRUCTURAL = List.of(
            SourceCode.UNKNOWN_KEY,
            SourceCode.MISSING_KEY,
            SourceCode.KEY_NOT_FOR_TYPE,
            SourceCode.WRONG_TYPE,
            SourceCode.VALUE_EMPTY,
            SourceCode.UNKNOWN_TYPE,
            SourceCode.UNKNOWN_DIRECTION,
            SourceCode.UNKNOWN_ACTION);

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TopologySchema.text());
    private static final JsonObject ROOT =
            JsonParser.parseString(TopologySchema.text()).getAsJsonObject();

    static List<Path> validFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : GoldenTopologyTest.cases()) {
            if (Files.exists(folder.resolve("expected-topology.txt"))) {
                files.addAll(yamlFiles(folder));
            }
        }
        return files;
    }

    static List<Path> structurallyWrongFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : GoldenTopologyTest.cases()) {
            Path expected = folder.resolve("expected-diagnostics.txt");
            if (Files.exists(expected)) {
                List<String> lines = Files.readAllLines(expected);
                yamlFiles(folder).stream()
                        .filter(f -> lines.stream()
                                .anyMatch(l -> l.startsWith(folder.relativize(f) + ":") && isStructural(l)))
                        .forEach(files::add);
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("validFiles")
    void whatTheReaderTakesTheSchemaTakes(Path file) throws IOException {
        assertEquals(Set.of(), validate(file));
    }

    @ParameterizedTest
    @MethodSource("structurallyWrongFiles")
    void whatTheReaderRefusesForItsStructureTheSchemaRefuses(Path file) throws IOException {
        assertFalse(validate(file).isEmpty());
    }

    @Test
    void theSchemaHasTheReadersKeys() {
        Map<String, List<String>> objects = Map.of(
                "settings", Keys.SETTINGS,
                "phys", Keys.PHYS,
                "net", Keys.NET,
                "virt", Keys.VIRT,
                "limit", Keys.LIMIT,
                "rule", Keys.RULE);
        objects.forEach((name, keys) -> assertEquals(Set.copyOf(keys), keys(definition(name)), name));
        assertEquals(Set.copyOf(Keys.TOPOLOGY), keys(ROOT));
        assertEquals(Set.copyOf(Keys.RATE), keys(properties(definition("virt")).getAsJsonObject("rate")));
    }

    @Test
    void theSchemaHasEveryType() {
        List<String> types =
                properties(definition("settings")).getAsJsonObject("type").getAsJsonArray("enum").asList().stream()
                        .map(JsonElement::getAsString)
                        .toList();
        assertEquals(Settings.TYPES, types);
    }

    /** An editor shows it where the key is written. */
    @Test
    void everyKeyIsDescribed() {
        List<String> bare = new ArrayList<>();
        Stream.concat(
                        Stream.of(ROOT),
                        ROOT.getAsJsonObject("$defs").asMap().values().stream().map(JsonElement::getAsJsonObject))
                .filter(o -> o.has("properties"))
                .forEach(o -> properties(o).asMap().forEach((key, value) -> {
                    if (!value.getAsJsonObject().has("description")) {
                        bare.add(key);
                    }
                }));
        assertEquals(List.of(), bare);
    }

    private static JsonObject definition(String name) {
        return ROOT.getAsJsonObject("$defs").getAsJsonObject(name);
    }

    private static JsonObject properties(JsonObject object) {
        return object.getAsJsonObject("properties");
    }

    private static Set<String> keys(JsonObject object) {
        return properties(object).keySet();
    }

    private static boolean isStructural(String line) {
        return STRUCTURAL.stream().anyMatch(code -> line.endsWith("[" + code.text() + "]"));
    }

    private static List<Path> yamlFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .filter(f -> !f.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Set<ValidationMessage> validate(Path file) throws IOException {
        if (SourceDecoder.decode("it", ByteBuffer.wrap(Files.readAllBytes(file)))
                        instanceof SourceDecoder.Decoded.Text(SourceText text)
                && YamlComposer.compose(text) instanceof YamlComposer.Composed.Document(YamlNode root)) {
            return SCHEMA.validate(CoreSchemaJson.of(root), InputFormat.JSON);
        }
        throw new AssertionError("not YAML: " + file);
    }
}
