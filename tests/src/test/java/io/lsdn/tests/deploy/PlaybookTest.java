package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A playbook with a canary and tasks, over three real sshds. */
@Tag("namespaces")
@Timeout(300)
final class PlaybookTest {
    private static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
              c: {if: eth0, ip: 172.16.0.3}
            nets:
              shop:
                vid: 1
                virts:
                  s1: {phys: a, if: tap1}
                  s2: {phys: b, if: tap1}
                  s3: {phys: c, if: tap1}
            """;

    private static final String PLAY = """
            - name: canary first
              hosts: all
              topology: topo.yaml
              serial: [1, 100%]
              pre_tasks:
                - {name: drain, run: "echo pre $LSDN_HOST $LSDN_OUTCOME >> log", on: controller}
              post_tasks:
                - {name: look, run: "ip -d link show | grep -q vxlan && test $LSDN_HOST = {{ inventory_hostname }}", on: hosts}
                - {name: note, run: "echo post $LSDN_HOST $LSDN_OUTCOME $(grep -c $LSDN_ROLLOUT) >> log", on: controller}
              failure_tasks:
                - {name: page, run: "echo failure $LSDN_HOST $LSDN_OUTCOME >> log", on: controller}
            """;

    @TempDir
    private Path directory;

    private final Lab lab;

    PlaybookTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b", "c"));
        var virts = new ArrayList<LabVirt>();
        for (int i = 1; i <= 3; i++) {
            String host = List.of("a", "b", "c").get(i - 1);
            virts.add(LabVirt.of("s" + i, host, "tap1", "00:00:00:00:02:0" + i, "10.9.1." + i + "/24"));
        }
        lab.addVirts(virts);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Cli.Ended runOn(String inventory, String play, String... more) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), TOPOLOGY);
        Files.writeString(directory.resolve("play.yaml"), play);
        var arguments = new ArrayList<>(List.of("-i", inventory, "-o", "json", "--confirm-timeout", "6s"));
        arguments.addAll(List.of(more));
        arguments.add("play.yaml");
        return Cli.run(directory, arguments.toArray(String[]::new));
    }

    private Cli.Ended run(String play, String... more) throws Exception {
        return runOn(lab.inventory().toString(), play, more);
    }

    private List<String> log() throws IOException {
        Path log = directory.resolve("log");
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        Files.deleteIfExists(log);
        return lines;
    }

    private Map<String, Set<String>> states() {
        var states = new LinkedHashMap<String, Set<String>>();
        for (LabHost h : lab.hosts()) {
            states.put(h.name(), HostState.of(lab, h));
        }
        return states;
    }

    private void assertSame(Map<String, Set<String>> before) {
        Map<String, Set<String>> now = states();
        before.forEach((host, lines) ->
                assertEquals(List.of(), HostState.difference(lines, Objects.requireNonNull(now.get(host))), host));
    }

    @Test
    void tasks_are_run_batch_by_batch_here_and_on_hosts() throws Exception {
        Cli.Ended first = run(PLAY);
        assertEquals(0, first.exit(), first.err());
        assertEquals("committed", first.outcome());
        assertEquals(
                List.of("pre a checked", "post a committed 1", "pre b,c committed", "post b,c committed 1"), log());
        assertEquals("unchanged", run(PLAY).outcome());
        assertEquals(List.of(), log(), "nobody is drained for nothing");
    }

    @Test
    void a_failing_post_task_of_the_last_batch_undoes_all_batches_and_then_failure_tasks_run() throws Exception {
        Map<String, Set<String>> before = states();
        Cli.Ended failed = run(PLAY.replace("test $LSDN_HOST =", "test $LSDN_HOST != b && test $LSDN_HOST ="));
        assertEquals(2, failed.exit(), failed.err());
        assertEquals("rolled_back", failed.outcome());
        assertEquals("rolled_back", failed.outcomeOf("a"));
        assertSame(before);
        assertEquals("failure b rolled_back", log().getLast());
    }

    @Test
    void a_failing_pre_task_changes_nothing() throws Exception {
        Map<String, Set<String>> before = states();
        Cli.Ended failed = run(PLAY.replace("echo pre", "echo no >&2; exit 3; echo pre"));
        assertEquals(2, failed.exit(), failed.err());
        assertEquals("failed", failed.outcome());
        assertSame(before);
        assertEquals(List.of("failure failed"), log());
    }

    @Test
    void a_failure_within_the_tolerance_leaves_the_others_new() throws Exception {
        Cli.Ended partial = run(PLAY.replace("test $LSDN_HOST =", "test $LSDN_HOST != b && test $LSDN_HOST =")
                .replace("  serial:", "  max_fail_percentage: 50\n  serial:"));
        assertEquals(2, partial.exit(), partial.err());
        assertEquals("partial", partial.outcome());
        assertEquals("rolled_back", partial.outcomeOf("b"));
        assertEquals("committed", partial.outcomeOf("c"));
        assertEquals("failure b partial", log().getLast());
    }

    @Test
    void an_unreachable_host_counts_over_its_batch() throws Exception {
        String inventory = Files.writeString(
                        directory.resolve("broken.ini"),
                        Files.readString(lab.inventory())
                                .replaceAll("(?m)^(c .*)ansible_port=\\d+", "$1ansible_port=1"))
                .toString();
        String tolerant = PLAY.replace("  serial:", "  max_fail_percentage: 50\n  serial:");
        Cli.Ended strict = runOn(inventory, PLAY);
        if (strict.exit() == 0) {
            throw new AssertionError("the port was not replaced in:\n" + Files.readString(lab.inventory()));
        }
        assertEquals(3, strict.exit(), strict.err());
        assertEquals("failed", strict.outcome());
        Cli.Ended partial = runOn(inventory, tolerant);
        assertEquals(2, partial.exit(), partial.err());
        assertEquals("partial", partial.outcome());
        assertEquals("unreachable", partial.outcomeOf("c"));
        assertEquals("committed", partial.outcomeOf("b"));
    }

    @Test
    void what_is_wrong_is_told_before_anything_is_contacted_and_lists_contact_nobody() throws Exception {
        Cli.Ended wrong = run(PLAY.replace("{{ inventory_hostname }}", "{{ nobody_has_this }}"));
        assertEquals(4, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains("play.yaml:8:"), wrong.err());
        Cli.Ended listed = run(PLAY, "--list-hosts", "--list-tasks");
        assertEquals(0, listed.exit(), listed.err());
        assertTrue(listed.out().contains("batch 2: b c"), listed.out());
        assertTrue(listed.out().contains("post_tasks: note  on controller"), listed.out());
        assertEquals(0, run(PLAY, "--syntax-check").exit());
        assertEquals(8, run(PLAY, "--check", "--detailed-exitcode").exit());
        assertEquals(List.of(), log());
    }

    @Test
    void a_runner_that_is_killed_before_the_decision_leaves_its_host_to_the_next_rollout() throws Exception {
        Map<String, Set<String>> before = states();
        String runner = "runner-.*[.]jar " + lab.host("b").lsdnDir();
        Cli.Ended killed = run("""
                - hosts: all
                  topology: topo.yaml
                  post_tasks:
                    - {name: kill, on: hosts, run: "test $LSDN_HOST != b || { kill -9 $(pgrep -f '%s'); false; }"}
                """.formatted(runner));
        assertEquals(6, killed.exit(), killed.err());
        assertEquals("rollback_incomplete", killed.outcome());
        assertEquals("rollback_failed", killed.outcomeOf("b"));
        assertEquals("rolled_back", killed.outcomeOf("a"));
        Cli.Ended next = Cli.run(directory, "-i", lab.inventory().toString(), "-o", "json", "topo.yaml");
        assertEquals(0, next.exit(), next.err());
        assertTrue(next.out().contains("\"recovered\":true"), next.out());
        assertEquals(
                0,
                Cli.run(directory, "cleanup", "-i", lab.inventory().toString()).exit());
        assertSame(before);
    }

    @Test
    void several_plays_are_one_json_object_and_start_at_leaves_out_the_first() throws Exception {
        String two = "- {name: one, hosts: a, topology: topo.yaml}\n- {name: two, hosts: 'b,c', topology: topo.yaml}\n";
        Cli.Ended both = run(two, "--junit", "junit.xml", "--report", "page.html");
        assertEquals(0, both.exit(), both.err());
        assertTrue(both.out().contains("\"plays\":[{\"name\":\"one\",\"rollout\":"), both.out());
        assertTrue(Files.readString(directory.resolve("junit.xml")).contains("lsdn-deploy lsdn: two"));
        assertTrue(Files.readString(directory.resolve("page.html")).contains("two: committed"));
        Cli.Ended second = run(two, "--start-at", "two");
        assertEquals("unchanged", second.outcome(), second.err());
    }
}
