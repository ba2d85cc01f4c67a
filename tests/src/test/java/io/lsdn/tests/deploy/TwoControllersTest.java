package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two controllers from two directories, started together on the same hosts: one commits, the other is told who. */
@Tag("namespaces")
@Timeout(600)
final class TwoControllersTest {
    private static final int ROUNDS = 10;

    @TempDir
    private Path directory;

    @Test
    void one_commits_and_the_other_names_it() throws Exception {
        Needs.namespaces();
        try (var lab = NamespaceLab.open(LabSpec.of("a", "b", "c"));
                ExecutorService pool = Executors.newFixedThreadPool(2)) {
            var virts = new ArrayList<LabVirt>();
            for (int i = 0; i < 12; i++) {
                String host = List.of("a", "b", "c").get(i % 3);
                virts.add(LabVirt.of(
                        "v" + i, host, "tap" + i, "00:00:00:00:02:%02x".formatted(i), "10.9.0." + (i + 1) + "/24"));
            }
            lab.addVirts(virts);
            // On a busy machine one may have ended before the other asks for its first lock: then they never met.
            int missed = 0;
            for (int round = 0; round - missed < ROUNDS; round++) {
                List<Callable<Cli.Ended>> both = List.of(
                        run(lab.inventory(), "left", 100 + 2 * round), run(lab.inventory(), "right", 101 + 2 * round));
                List<Cli.Ended> ended = new ArrayList<>();
                for (Future<Cli.Ended> f : pool.invokeAll(both)) {
                    ended.add(f.get());
                }
                if (ended.stream().allMatch(e -> e.exit() == 0)) {
                    missed++;
                    System.out.println("round " + round + ": they did not meet");
                    assertTrue(missed <= ROUNDS / 2, "they hardly ever meet: " + ended);
                } else {
                    check(round, ended);
                }
            }
        }
    }

    private Callable<Cli.Ended> run(Path inventory, String name, int vid) throws Exception {
        Path own = Files.createDirectories(directory.resolve(name));
        Path topology = Files.writeString(own.resolve("topo.yaml"), topology(vid));
        return () ->
                Cli.run(own, "-i", inventory.toString(), "-o", "json", "--confirm-timeout", "10s", topology.toString());
    }

    private static String topology(int vid) {
        var text = new StringBuilder("""
                settings:
                  default: {type: vxlan/e2e}
                physes:
                  a: {if: eth0, ip: 172.16.0.1}
                  b: {if: eth0, ip: 172.16.0.2}
                  c: {if: eth0, ip: 172.16.0.3}
                nets:
                """);
        for (int net = 0; net < 4; net++) {
            text.append("  n%d:\n    vid: %d\n    virts:\n".formatted(net, vid * 10 + net));
            for (int i = 0; i < 3; i++) {
                text.append("      v%d: {phys: %c, if: tap%d}\n".formatted(net * 3 + i, 'a' + i, net * 3 + i));
            }
        }
        return text.toString();
    }

    private static void check(int round, List<Cli.Ended> ended) {
        String all = "round " + round + ": " + ended;
        assertEquals(List.of(0, 7), ended.stream().map(Cli.Ended::exit).sorted().toList(), all);
        Cli.Ended first = ended.stream().filter(e -> e.exit() == 0).findFirst().orElseThrow();
        Cli.Ended second = ended.stream().filter(e -> e.exit() == 7).findFirst().orElseThrow();
        assertEquals("committed", first.outcome(), all);
        assertEquals("failed", second.outcome(), all);
        String winner = first.json().get("rollout").getAsString();
        String user = System.getProperty("user.name") + "@";
        assertTrue(
                second.out().contains(winner)
                        && second.out().contains(user)
                        && second.out().contains("(pid "),
                all);
        System.out.println("round " + round + ": " + winner + " committed in "
                + first.json().get("seconds") + " s, the other exits 7");
    }
}
