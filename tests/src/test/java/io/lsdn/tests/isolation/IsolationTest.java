package io.lsdn.tests.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Attacks every technology with frames made by hand: from virts, from the hosts' own stacks, from the underlay. Who hears what
 * is compared with who should, frame by frame; and no virt hears anything that the hosts' own stacks say.
 */
@Tag("labkernel")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(900)
final class IsolationTest {
    private static final Path WIRE = Path.of("labkernel", "wire.py").toAbsolutePath();

    private @Nullable Lab lab;

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    void open() {
        Needs.labKernel();
        lab = Labs.open(new LabSpec(List.of("a", "b", "c", "d"), 2), KernelFeature.values());
        lab().addVirts(Ground.VIRTS);
    }

    @AfterAll
    void close() {
        if (lab != null) {
            lab.close();
        }
    }

    private Lab lab() {
        return Objects.requireNonNull(lab);
    }

    @ParameterizedTest
    @CsvSource({
        "direct, 4",
        "vlan, 4",
        "vxlan/mcast, 4",
        "vxlan/mcast, 6",
        "vxlan/e2e, 4",
        "vxlan/e2e, 6",
        "vxlan/static, 4",
        "vxlan/static, 6",
        "geneve, 4",
        "geneve, 6",
        "geneve/e2e, 4",
        "geneve/e2e, 6"
    })
    void nothing_crosses_that_should_not(String type, int version) throws Exception {
        Path file = directory.resolve("topo.yaml");
        Files.writeString(file, new Ground(type, version, Map.of()).topology(lab().hosts()));
        Cli.Ended deployed = Cli.run(
                directory,
                "-i",
                lab().inventory().toString(),
                "-o",
                "json",
                "--confirm-timeout",
                "2m",
                file.toString());
        assertEquals("committed", deployed.outcome(), deployed.err());

        List<Attack> attacks = Attacks.on(new Ground(type, version, devices()));
        System.out.println(type + " over IPv" + version + ": " + attacks.size() + " attacks");
        List<String> told =
                lab().run(lab().host("a"), plan(attacks)).output().lines().toList();
        assertEquals(List.of(), problems(type, attacks, told));

        Cli.Ended cleanup = Cli.run(
                directory, "cleanup", "-i", lab().inventory().toString(), "-o", "json", "--confirm-timeout", "2m");
        assertEquals(0, cleanup.exit(), cleanup.err());
    }

    /** Of host a, without what is the lab's. */
    private Map<String, String> devices() {
        var devices = new LinkedHashMap<String, String>();
        for (String line :
                lab().run(lab().host("a"), "ip -br link").output().lines().toList()) {
            String[] words = line.split("\\s+", -1);
            String name = words[0].replaceAll("@.*", "");
            if (!name.equals("lo") && !name.equals("mgmt0")) {
                devices.put(name, words[2]);
            }
        }
        return devices;
    }

    private String plan(List<Attack> attacks) {
        var text = new StringBuilder("exec /usr/bin/python3 " + WIRE + " <<'END'\n");
        Ground.VIRTS.forEach(v -> text.append("listen %s eth0\n".formatted(lab().namespace(v))));
        for (LabHost host : lab().hosts()) {
            text.append("udp %s %d\n".formatted(host.netns(), Attacks.PORT));
        }
        for (String device : List.of("eth0", "eth1")) {
            text.append("listen %s %s\n".formatted(lab().host("d").netns(), device));
        }
        // What the hosts and virts have to say when their interfaces come up.
        text.append("wait 2\n");
        for (Attack attack : attacks) {
            text.append("send %s %s %s\n"
                    .formatted(
                            namespace(attack.at()),
                            attack.device(),
                            attack.frame().hex()));
        }
        return text.append("wait 1\nEND\n").toString();
    }

    private String namespace(String name) {
        return Ground.VIRTS.stream()
                .filter(v -> v.name().equals(name))
                .map(lab()::namespace)
                .findFirst()
                .orElseGet(() -> lab().host(name).netns());
    }

    private List<String> problems(String type, List<Attack> attacks, List<String> told) {
        Map<String, Set<String>> heard = new HashMap<>();
        var problems = new TreeSet<String>();
        Map<String, String> names = new HashMap<>();
        Ground.VIRTS.forEach(v -> names.put(lab().namespace(v), v.name()));
        lab().hosts().forEach(h -> names.put(h.netns(), h.name()));
        for (String line : told) {
            String[] w = line.split(" ", -1);
            String who = Objects.requireNonNull(names.get(w[1]), line);
            if (type.equals("direct") && isAnothers(who, w)) {
                continue;
            }
            if (w[0].equals("stack")) {
                problems.add(w[2] + " reached the stack of " + who);
            } else if (!who.equals("d")) {
                heard.computeIfAbsent(w[4], _ -> new HashSet<>()).add(who);
                strange(who, w).ifPresent(problems::add);
            } else if (w[4].startsWith("tag-") || w[4].startsWith("host-") || w[4].startsWith("bridge-group")) {
                problems.add(w[4] + " went out to the underlay of d");
            }
        }
        for (Attack attack : attacks) {
            Set<String> by = heard.getOrDefault(attack.marker(), Set.of());
            var wrongly = new TreeSet<>(by);
            wrongly.removeAll(attack.must());
            wrongly.removeAll(attack.may());
            var missing = new TreeSet<>(attack.must());
            missing.removeAll(by);
            wrongly.forEach(v -> problems.add(attack.marker() + " reached " + v));
            missing.forEach(v -> problems.add(attack.marker() + " did not reach " + v));
        }
        problems.stream().map(p -> type + ": " + p).forEach(System.out::println);
        return List.copyOf(problems);
    }

    /** A direct net is one with its wire: whatever else is on that hears it, and is heard. */
    private static boolean isAnothers(String who, String[] told) {
        boolean fromHostOfNet = told[2].equals("02:11:00:00:00:01") || told[2].equals("02:11:00:00:00:02");
        return told[0].equals("stack")
                ? who.equals("c") || who.equals("d")
                : !who.equals("d")
                        && !told[2].startsWith("02:00:00")
                        && !fromHostOfNet
                        && (told[4].equals("-") || told[4].equals("ping6"));
    }

    /** Whatever a virt hears comes from a virt of its net. */
    private static Optional<String> strange(String who, String[] heard) {
        boolean known = Ground.VIRTS.stream()
                .filter(v -> v.name().charAt(0) == who.charAt(0))
                .map(LabVirt::mac)
                .anyMatch(heard[2]::equals);
        return known
                ? Optional.empty()
                : Optional.of(who + " heard type " + heard[3] + " from " + heard[2] + " (" + heard[4] + ")");
    }
}
