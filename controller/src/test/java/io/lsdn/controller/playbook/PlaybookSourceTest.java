package io.lsdn.controller.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.controller.inventory.InventoryLoader;
import io.lsdn.controller.rollout.BatchSize;
import io.lsdn.controller.rollout.OnFailure;
import io.lsdn.controller.source.SourceEnvironment;
import io.lsdn.netmodel.diagnostic.Diagnostic;
import io.lsdn.netmodel.validate.Unsupported;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookSourceTest {
    private static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes: {a: {if: eth0, ip: 192.0.2.1}, b: {if: eth0, ip: 192.0.2.2}}
            nets: {shop: {vid: 1, virts: {s: {phys: a, if: tap0}, t: {phys: b, if: tap0}}}}
            """;

    /** The contract's own. */
    private static final String CONTRACT = """
            - name: tenant networks, canary first
              hosts: hypervisors:!maintenance
              topology: topo.yaml            # beside this file
              serial: [1, 25%, 100%]
              max_fail_percentage: 0
              confirm_timeout: 30s
              on_failure: rollback
              pre_tasks:     [{name: drain, run: ./drain.sh, on: controller}]
              post_tasks:    [{name: smoke test, run: "ping -c1 -W2 {{ probe }}", on: hosts}]
              failure_tasks: [{name: page someone, run: ./page.sh, on: controller}]
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void topology() throws Exception {
        Files.createDirectories(directory.resolve("site"));
        Files.writeString(directory.resolve("site/topo.yaml"), TOPOLOGY);
    }

    private PlaybookResult load(String playbook) throws Exception {
        Files.writeString(directory.resolve("site/play.yaml"), playbook);
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), directory, Duration.ofSeconds(60), Unsupported.NOTHING);
        return PlaybookSource.load(List.of("site/play.yaml"), Optional.empty(), environment);
    }

    private List<String> problems(String playbook) throws Exception {
        return assertInstanceOf(PlaybookResult.Rejected.class, load(playbook)).diagnostics().stream()
                .map(PlaybookSourceTest::place)
                .toList();
    }

    private static String place(Diagnostic d) {
        return d.location().map(l -> l.line() + ":" + l.column()).orElse("-") + " " + d.code();
    }

    @Test
    void the_contracts_playbook_is_read() throws Exception {
        var loaded = assertInstanceOf(PlaybookResult.Loaded.class, load(CONTRACT));
        assertEquals(Path.of("site"), loaded.directory());
        Play play = loaded.plays().getFirst().play();
        assertEquals("tenant networks, canary first", play.name());
        assertEquals(List.of("topo.yaml"), play.topology());
        assertEquals(
                List.of(new BatchSize.Count(1), new BatchSize.Percent(25), new BatchSize.Percent(100)), play.serial());
        assertEquals(BigDecimal.ZERO, play.maxFailPercentage());
        assertEquals(Optional.of(Duration.ofSeconds(30)), play.confirm());
        assertEquals(Optional.of(OnFailure.ROLLBACK), play.onFailure());
        assertEquals(PlayTask.Where.CONTROLLER, play.pre().getFirst().on());
        assertEquals(PlayTask.TIMEOUT, play.post().getFirst().timeout());
        assertEquals(2, loaded.plays().getFirst().topology().physes().size());
    }

    @Test
    void the_example_is_a_playbook() throws Exception {
        var environment = new SourceEnvironment(
                new ByteArrayInputStream(new byte[0]), Path.of(".."), Duration.ofSeconds(60), Unsupported.NOW);
        var loaded = assertInstanceOf(
                PlaybookResult.Loaded.class,
                PlaybookSource.load(List.of("playbooks/canary/play.yaml"), Optional.empty(), environment));
        assertEquals(List.of(), loaded.warnings());
        assertTrue(loaded.isPlaybook());
    }

    @Test
    void all_problems_come_in_one_run_with_their_places() throws Exception {
        assertEquals(
                List.of(
                        "1:3 missing-key",
                        "2:3 unknown-key",
                        "3:24 not-a-percentage",
                        "4:3 duplicate-key",
                        "5:13 topology-not-found",
                        "6:15 unknown-on-failure",
                        "7:20 not-a-time",
                        "8:15 wrong-type",
                        "10:7 missing-key",
                        "11:13 template-invalid",
                        "11:27 unknown-place"),
                problems("""
                        - name: x
                          seriall: 1
                          max_fail_percentage: 200%
                          name: y
                          topology: nowhere.yaml
                          on_failure: rolback
                          confirm_timeout: 1ms
                          post_tasks: {}
                          pre_tasks:
                            - {name: z}
                            - {run: "a {{ b", on: host}
                        """.stripIndent()));
    }

    @Test
    void a_playbook_without_plays_and_a_broken_topology_are_told() throws Exception {
        assertEquals(List.of("1:1 playbook-empty"), problems("[]"));
        Files.writeString(directory.resolve("site/topo.yaml"), TOPOLOGY.replace("vid: 1", "vid: one"));
        assertTrue(problems("- {hosts: all, topology: topo.yaml}\n- {hosts: all, topology: topo.yaml}\n")
                .equals(List.of("3:20 not-a-number")));
        assertEquals(
                List.of("1:79 tolerance-twice", "3:20 not-a-number"),
                problems("- {hosts: all, topology: topo.yaml, max_fail_percentage: 5, any_errors_fatal: true}"));
    }

    @Test
    void variables_come_from_the_inventory_and_one_that_is_not_there_is_an_error() throws Exception {
        Files.writeString(directory.resolve("hosts.ini"), """
                a probe=192.0.2.9 odd="it's" site=x
                b probe=192.0.2.8 site=x many=[1,2]
                """);
        var inventory = new InventoryLoader(directory, Map.of())
                .load(List.of("hosts.ini"))
                .inventory();
        var loaded = assertInstanceOf(PlaybookResult.Loaded.class, load("""
                - hosts: all
                  topology: topo.yaml
                  post_tasks:
                    - {run: "ping {{ probe }} {{ inventory_hostname }}"}
                    - {run: "echo {{ site }}", on: controller}
                    - {run: "echo {{ probe }}", on: controller}
                    - {run: "echo {{ odd }} {{ many }}"}
                """));
        var wrong = new ArrayList<Diagnostic>();
        List<TaskCommand> commands =
                TaskVariables.fill(loaded.plays().getFirst().play().post(), inventory.ordered(), wrong);
        assertEquals(
                Map.of("a", "ping '192.0.2.9' 'a'", "b", "ping '192.0.2.8' 'b'"),
                assertInstanceOf(TaskCommand.There.class, commands.get(0)).commands());
        assertEquals(
                "echo 'x'",
                assertInstanceOf(TaskCommand.Here.class, commands.get(1)).command());
        assertEquals(
                List.of(
                        "6:13 variable-differs",
                        "7:13 variable-undefined",
                        "7:13 variable-not-text",
                        "7:13 variable-undefined"),
                wrong.stream().map(PlaybookSourceTest::place).toList());
    }
}
