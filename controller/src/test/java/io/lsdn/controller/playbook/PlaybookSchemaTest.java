package io.lsdn.controller.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema says what the reader says. */
final class PlaybookSchemaTest {
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PlaybookSchema.text());
    private static final JsonObject DEFINITIONS =
            JsonParser.parseString(PlaybookSchema.text()).getAsJsonObject().getAsJsonObject("$defs");

    private static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes: {a: {if: eth0, ip: 192.0.2.1}}
            nets: {shop: {vid: 1, virts: {s: {phys: a, if: tap0}}}}
            """;

    @TempDir
    private Path directory;

    private PlaybookResult read(String playbook) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), TOPOLOGY);
        Files.writeString(directory.resolve("play.yaml"), playbook);
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), directory, Duration.ofSeconds(60), Unsupported.NOTHING);
        return PlaybookSource.load(List.of("play.yaml"), Optional.empty(), environment);
    }

    private static Set<?> complaints(String playbook) {
        return SCHEMA.validate(playbook, InputFormat.YAML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serial: 1",
                "serial: [1, 25%, 100%]",
                "max_fail_percentage: 12.5",
                "max_fail_percentage: 30%",
                "any_errors_fatal: yes",
                "confirm_timeout: 45",
                "confirm_timeout: 2m",
                "on_failure: rollback-host",
                "pre_tasks: [{run: ./drain.sh}]",
                "post_tasks: [{name: 7, run: 'ping {{ probe }}', on: hosts, timeout: 10s}]",
                "failure_tasks: []",
            })
    void what_the_reader_takes_the_schema_takes(String more) throws Exception {
        String playbook = "- hosts: all\n  topology: topo.yaml\n  " + more + "\n";
        assertInstanceOf(PlaybookResult.Loaded.class, read(playbook));
        assertEquals(Set.of(), complaints(playbook));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- topology: topo.yaml",
                "- hosts: all",
                "- {hosts: all, topology: topo.yaml, host: b}",
                "- {hosts: all, topology: topo.yaml, serial: few}",
                "- {hosts: all, topology: topo.yaml, max_fail_percentage: 101}",
                "- {hosts: all, topology: topo.yaml, any_errors_fatal: perhaps}",
                "- {hosts: all, topology: topo.yaml, confirm_timeout: soon}",
                "- {hosts: all, topology: topo.yaml, on_failure: cry}",
                "- {hosts: all, topology: topo.yaml, post_tasks: [{name: x}]}",
                "- {hosts: all, topology: topo.yaml, post_tasks: [{run: x, on: moon}]}",
                "- {hosts: all, topology: topo.yaml, post_tasks: [{run: x, timeout: 1d}]}",
                "- {hosts: all, topology: topo.yaml, post_tasks: [{run: x, when: y}]}",
                "[]",
            })
    void what_the_reader_refuses_the_schema_refuses(String playbook) throws Exception {
        assertInstanceOf(PlaybookResult.Rejected.class, read(playbook));
        assertFalse(complaints(playbook).isEmpty());
    }

    @Test
    void the_examples_fit() throws Exception {
        Path example = Path.of(System.getProperty("basedir", "."), "../playbooks/canary/play.yaml");
        assertEquals(Set.of(), complaints(Files.readString(example)));
    }

    @Test
    void the_schema_has_the_readers_keys_and_describes_each() {
        for (var expected : List.of(List.of("play", Keys.PLAY), List.of("task", Keys.TASK))) {
            JsonObject properties =
                    DEFINITIONS.getAsJsonObject((String) expected.get(0)).getAsJsonObject("properties");
            assertEquals(Set.copyOf((List<?>) expected.get(1)), properties.keySet());
            properties
                    .asMap()
                    .forEach((key, value) -> assertTrue(value.getAsJsonObject().has("description"), key));
        }
    }
}
