package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lsdn.controller.state.StateDirectory;
import io.lsdn.controller.state.StateLock;
import io.lsdn.netmodel.wire.Holder;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that are killed, and what is left of their rollouts: on two hosts with real OpenSSH, from one state directory. */
@Tag("namespaces")
@Timeout(300)
final class DurableRolloutTest {
    private static final String OLD = """
            settings:
              default: {type: vxlan/e2e}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
            nets:
              shop:
                vid: 1
                virts:
                  s1: {phys: a, if: tap1}
                  s2: {phys: b, if: tap1}
            """;
    private static final String NEW = OLD.replace("vid: 1", "vid: 2");

    private static final Pattern CHOSEN_ADDRESS = Pattern.compile("(^|ether )(?:[0-9a-f]{2}:){5}[0-9a-f]{2}");
    private static final Pattern CHOSEN_HANDLE = Pattern.compile(" handle 0x[0-9a-f]+");

    @TempDir
    private Path directory;

    private final Lab lab;

    DurableRolloutTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b"));
    }

    @BeforeEach
    void virts() throws Exception {
        lab.addVirts(List.of(
                LabVirt.of("s1", "a", "tap1", "00:00:00:00:01:01", "10.9.0.1/24"),
                LabVirt.of("s2", "b", "tap1", "00:00:00:00:01:02", "10.9.0.2/24")));
        assertEquals("committed", deploy(OLD).outcome());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private String topology(String text) throws IOException {
        return Files.writeString(directory.resolve("topo-" + text.hashCode() + ".yaml"), text)
                .toString();
    }

    private Cli.Ended run(String... arguments) throws Exception {
        return Cli.run(directory, arguments);
    }

    private Cli.Ended deploy(String topology, String... more) throws Exception {
        return run(arguments(topology, more));
    }

    private String[] arguments(String topology, String... more) throws IOException {
        var all = new ArrayList<>(List.of("-i", lab.inventory().toString(), "-o", "json"));
        if (!List.of(more).contains("--confirm-timeout")) {
            all.addAll(List.of("--confirm-timeout", "5s"));
        }
        all.addAll(List.of(more));
        all.add(topology(topology));
        return all.toArray(String[]::new);
    }

    private Map<String, Set<String>> states() {
        var states = new LinkedHashMap<String, Set<String>>();
        for (LabHost h : lab.hosts()) {
            states.put(h.name(), HostState.of(lab, h));
        }
        return states;
    }

    private static void assertSame(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        before.forEach((host, lines) -> assertAlike(host, lines, of(after, host)));
    }

    private static Set<String> of(Map<String, Set<String>> states, String host) {
        return Optional.ofNullable(states.get(host)).orElseThrow();
    }

    /** But for what the kernel chooses anew when an object is made anew. */
    private static void assertAlike(String host, Set<String> before, Set<String> after) {
        assertEquals(List.of(), HostState.difference(lasting(before), lasting(after)), host);
    }

    private static Set<String> lasting(Set<String> lines) {
        return lines.stream()
                .map(l -> l.contains("lsdn-") ? CHOSEN_ADDRESS.matcher(l).replaceAll("$1(mac)") : l)
                .map(l -> CHOSEN_HANDLE.matcher(l).replaceAll(""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the hosts look like with the new topology; they have the old one again when this returns. */
    private Map<String, Set<String>> lookOfTheNew() throws Exception {
        assertEquals("committed", deploy(NEW).outcome());
        Map<String, Set<String>> look = states();
        assertEquals(
                "committed",
                run("rollback", "-i", lab.inventory().toString(), "-o", "json").outcome());
        return look;
    }

    /** The controller is killed when it says this. */
    private void kill(String line, String topology) throws Exception {
        Cli.Ended killed = Cli.watch(directory, said -> said.equals(line), arguments(topology));
        assertEquals(137, killed.exit(), killed.out());
    }

    private List<JsonObject> history() throws Exception {
        Cli.Ended history = run("history", "-o", "json");
        assertEquals(0, history.exit(), history.err());
        var rollouts = new ArrayList<JsonObject>();
        JsonParser.parseString(history.out())
                .getAsJsonObject()
                .getAsJsonArray("rollouts")
                .forEach(r -> rollouts.add(r.getAsJsonObject()));
        return rollouts;
    }

    private static List<String> words(List<JsonObject> rollouts, String name) {
        return rollouts.stream()
                .map(r -> r.get(name))
                .map(v -> v.isJsonNull() ? "-" : v.getAsString())
                .toList();
    }

    @Test
    void a_rollout_whose_controller_died_before_the_decision_is_undone_by_resume() throws Exception {
        Map<String, Set<String>> before = states();
        kill("== make", NEW);
        assertEquals(List.of("true", "false"), words(history(), "unfinished"));
        Cli.Ended resumed = run("resume", "-o", "json");
        assertEquals(0, resumed.exit(), resumed.err());
        assertEquals("rolled_back", resumed.outcome());
        assertSame(before, states());
        assertEquals(List.of("rolled_back", "committed"), words(history(), "outcome"));
        assertTrue(run("resume").err().contains("nothing is unfinished"));
        assertEquals("unchanged", deploy(OLD).outcome());
    }

    @Test
    void the_next_rollout_undoes_it_too_before_it_begins() throws Exception {
        kill("== make", NEW);
        Cli.Ended next = deploy(OLD);
        assertEquals(0, next.exit(), next.err());
        assertEquals("unchanged", next.outcome(), next.err());
        assertTrue(next.err().contains("ended before its decision"), next.err());
        assertEquals(List.of("unchanged", "rolled_back", "committed"), words(history(), "outcome"));
    }

    @Test
    void a_rollout_whose_controller_died_after_the_decision_is_completed_by_resume() throws Exception {
        Map<String, Set<String>> look = lookOfTheNew();
        kill("== confirm", NEW);
        JsonObject open = history().getFirst();
        assertTrue(open.get("unfinished").getAsBoolean());
        assertEquals(4, open.get("generation").getAsLong());
        Cli.Ended resumed = run("resume", open.get("rollout").getAsString(), "-o", "json");
        assertEquals(0, resumed.exit(), resumed.err());
        assertEquals("committed", resumed.outcome());
        assertSame(look, states());
        assertEquals("unchanged", deploy(NEW).outcome());
        assertEquals(List.of("-", "4", "3", "2", "1"), words(history(), "generation"));
    }

    @Test
    void the_next_rollout_completes_it_too_and_a_rollback_goes_over_it() throws Exception {
        Map<String, Set<String>> before = states();
        kill("== confirm", NEW);
        Cli.Ended next = deploy(NEW);
        assertEquals(0, next.exit(), next.err());
        assertTrue(next.err().contains("was decided and did not come to its end"), next.err());
        assertEquals("unchanged", next.outcome(), next.err());

        assertEquals(
                "committed",
                run("rollback", "-i", lab.inventory().toString(), "-o", "json").outcome());
        kill("== confirm", NEW);
        Cli.Ended back = run("rollback", "-i", lab.inventory().toString(), "-o", "json");
        assertEquals(0, back.exit(), back.err() + back.out());
        assertSame(before, states());
        assertFalse(words(history(), "unfinished").contains("true"));
    }

    @Test
    void a_rollback_is_a_generation_and_goes_back_and_forth() throws Exception {
        Map<String, Set<String>> old = states();
        assertEquals("committed", deploy(NEW).outcome());
        Map<String, Set<String>> now = states();
        String inventory = lab.inventory().toString();
        assertEquals("committed", run("rollback", "-i", inventory, "-o", "json").outcome());
        assertSame(old, states());
        assertEquals("committed", run("rollback", "-i", inventory, "-o", "json").outcome());
        assertSame(now, states());
        Cli.Ended first = run("rollback", "-i", inventory, "--to", "1", "-o", "json");
        assertEquals("committed", first.outcome(), first.err());
        assertSame(old, states());
        List<JsonObject> history = history();
        assertEquals(List.of("5", "4", "3", "2", "1"), words(history, "generation"));
        assertEquals(List.of("rollback", "rollback", "rollback", "deploy", "deploy"), words(history, "command"));
        List<String> digests = words(history, "digest");
        assertEquals(digests.get(4), digests.get(0));
        assertEquals(digests.get(3), digests.get(1));
    }

    @Test
    void a_directory_that_a_living_rollout_holds_is_not_entered() throws Exception {
        var holder = new Holder("01JD0000000000000000000005", "ann", "desk", 41, "2026-01-02T03:04:05Z");
        var state = new StateDirectory(directory.resolve(".lsdn"));
        try (StateLock held = ((StateLock.Attempt.Taken) state.lock(holder)).lock()) {
            for (Cli.Ended refused : List.of(deploy(NEW), run("resume", "-o", "json"))) {
                assertEquals(7, refused.exit(), refused.out());
                assertEquals("failed", refused.outcome());
                assertEquals(
                        "state-locked",
                        refused.json().getAsJsonObject("error").get("code").getAsString());
                assertTrue(
                        refused.err().contains("is under way: ann@desk (pid 41), rollout " + holder.rollout()),
                        refused.err());
            }
            assertEquals(0, run("history").exit());
            held.settle();
        }
        assertEquals("committed", deploy(NEW).outcome());
    }

    @Test
    void rollback_host_puts_back_only_the_host_that_failed_and_the_hook_hears_of_it() throws Exception {
        Map<String, Set<String>> look = lookOfTheNew();
        lab.run(lab.host("b"), "ip link add br-vm type bridge; ip link set br-vm up")
                .output();
        Map<String, Set<String>> before = states();
        // A bridge can be no port of a bridge.
        Cli.Ended partial = deploy(
                NEW + "      s4: {phys: b, if: br-vm}\n",
                "--on-failure",
                "rollback-host",
                "--hook-failure",
                "cat > hook.json; echo $LSDN_OUTCOME $LSDN_HOST > hook.txt");
        assertEquals(2, partial.exit(), partial.err());
        assertEquals("partial", partial.outcome());
        assertEquals("committed", partial.outcomeOf("a"));
        assertEquals("failed", partial.outcomeOf("b"));
        assertAlike("a", of(look, "a"), HostState.of(lab, lab.host("a")));
        assertAlike("b", of(before, "b"), HostState.of(lab, lab.host("b")));
        assertEquals("partial b\n", Files.readString(directory.resolve("hook.txt")));
        assertEquals(partial.out(), Files.readString(directory.resolve("hook.json")));
    }

    @Test
    void what_a_failed_rollout_keeps_on_a_host_is_told_by_a_check() throws Exception {
        lab.run(lab.host("b"), "ip link add br-vm type bridge; ip link set br-vm up")
                .output();
        Cli.Ended partial = deploy(NEW + "      s4: {phys: b, if: br-vm}\n", "--on-failure", "keep");
        assertEquals("failed", partial.outcomeOf("b"), partial.err());
        Map<String, Set<String>> before = states();
        Cli.Ended check = deploy(NEW, "--check");
        assertEquals("checked", check.outcome(), check.err());
        JsonObject b = check.json().getAsJsonObject("hosts").getAsJsonObject("b");
        assertTrue(b.getAsJsonArray("warnings").toString().contains("\"code\":\"unfinished\""), check.out());
        Cli.Ended text = run("-i", lab.inventory().toString(), "--check", topology(NEW));
        assertTrue(
                text.out().contains("b: warning: a rollout by ") && text.out().contains("was kept"), text.out());
        assertSame(before, states());
    }

    @Test
    void a_saved_plan_is_carried_out_exactly_or_not_at_all() throws Exception {
        Map<String, Set<String>> look = lookOfTheNew();
        Map<String, Set<String>> before = states();
        Cli.Ended planned = deploy(NEW, "--plan", "p");
        assertEquals("checked", planned.outcome(), planned.err());
        assertSame(before, states());
        Cli.Ended applied = run("apply", "p", "-o", "json");
        assertEquals("committed", applied.outcome(), applied.err());
        assertSame(look, states());

        Cli.Ended stale = run("apply", "p", "-o", "json");
        assertEquals(2, stale.exit());
        assertTrue(stale.out().contains("the generation of a changed from 3 to 4"), stale.out());

        deploy(OLD, "--plan", "q");
        lab.run(lab.host("b"), "ip link set tap1 nomaster").output();
        Cli.Ended drifted = run("apply", "q", "-o", "json");
        assertEquals(2, drifted.exit());
        assertEquals("skipped", drifted.outcomeOf("a"));
        assertTrue(drifted.out().contains("the kernel of b changed"), drifted.out());
    }
}
