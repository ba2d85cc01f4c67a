package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Topologies by chance, each changed into a second one, over four hosts: every pair of virts is tried, and exactly those of one net
 * reach each other. {@code -Dlsdn.seed=N} repeats one run, {@code -Dlsdn.topologies=N} says how many there are.
 */
@Tag("labkernel")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(900)
final class RandomTopologiesTest {
    private static final int USUAL = 4;

    private @Nullable Lab lab;
    private final Map<Integer, LabVirt> virts = new TreeMap<>();

    private Path directory = Path.of("");

    @BeforeAll
    void open(@TempDir Path files) throws Exception {
        Needs.labKernel();
        directory = files;
        lab = Labs.open(new LabSpec(List.of("a", "b", "c", "d"), 2), KernelFeature.values());
        for (int n = 1; n <= RandomTopology.VIRTS; n++) {
            virts.put(n, LabVirt.of("v" + n, "a", "tap" + n, RandomTopology.mac(n), "10.9.0." + n + "/24"));
        }
        lab().addVirts(virts.values());
        Files.writeString(directory.resolve("claims.yml"), RandomTopology.claims(lab().hosts()));
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

    static Stream<Long> seeds() {
        Long one = Long.getLong("lsdn.seed");
        int count = Integer.getInteger("lsdn.topologies", USUAL);
        return one != null
                ? Stream.of(one)
                : new Random().longs(count, 0, Integer.MAX_VALUE).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void exactly_the_virts_of_one_net_reach_each_other(long seed) throws Exception {
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<LabHost> hosts = lab().hosts();
        Map<String, Set<String>> before = HostState.all(lab());
        RandomTopology first = RandomTopology.first(random, hosts);
        deploy(first, seed);
        RandomTopology second = first.next(random, hosts);
        deploy(second, seed);
        assertEquals("unchanged", cli("topo.yaml").outcome(), "seed " + seed);
        Cli.Ended cleanup = cli("cleanup");
        assertEquals(0, cleanup.exit(), cleanup.err());
        assertEquals(
                List.of(),
                HostState.differences(before, HostState.all(lab())).stream()
                        .filter(l -> !l.contains("tap"))
                        .toList(),
                "seed " + seed);
    }

    private void deploy(RandomTopology topology, long seed) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), topology.yaml(lab().hosts()));
        System.out.println(topology);
        topology.virts().forEach((n, home) -> virts.computeIfPresent(n, (_, v) -> moved(v, home.host())));
        Cli.Ended ended = cli("topo.yaml");
        assertEquals("committed", ended.outcome(), () -> "seed " + seed + "\n" + topology + "\n" + ended.err());
        assertEquals(expected(topology), answered(), () -> "seed " + seed + "\n" + topology);
    }

    private LabVirt moved(LabVirt virt, String host) {
        return virt.host().equals(host) ? virt : lab().moveVirt(virt, host, virt.ifName());
    }

    private Cli.Ended cli(String what) throws Exception {
        return Cli.run(
                directory,
                what,
                "-i",
                lab().inventory().toString(),
                "-i",
                "claims.yml",
                "-o",
                "json",
                "--confirm-timeout",
                "2m");
    }

    private Set<String> answered() {
        var probes = new ArrayList<Probe>();
        virts.forEach((from, v) -> virts.forEach((to, _) -> {
            if (!from.equals(to)) {
                probes.add(new Probe(v, "10.9.0." + to));
            }
        }));
        return lab().answered(probes).stream()
                .map(p -> p.from().name() + " -> " + p.to())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> expected(RandomTopology topology) {
        var pairs = new TreeSet<String>();
        virts.forEach((from, v) -> virts.forEach((to, _) -> {
            if (!from.equals(to) && topology.reaches(from, to)) {
                pairs.add(v.name() + " -> 10.9.0." + to);
            }
        }));
        return pairs;
    }
}
