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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
 * Every technology by real traffic over three hosts: who reaches whom, the second run, a virt that moves and comes back, and
 * what cleanup leaves. A row is a technology and the underlay's IP version; {@code direct} carries one net an interface and so
 * has no second net, {@code vlan} and {@code direct} have no underlay address.
 */
@Tag("labkernel")
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(900)
final class EveryTechnologyTest {
    private @Nullable Lab lab;
    private final Map<String, LabVirt> virts = new LinkedHashMap<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    void open() {
        Needs.labKernel();
        lab = Labs.open(new LabSpec(List.of("a", "b", "c"), 2), KernelFeature.values());
        String[][] rows = {
            {"s1", "a", "tap1", "1"},
            {"s2", "b", "tap1", "2"},
            {"s3", "c", "tap1", "3"},
            {"b1", "a", "tap2", "4"},
            {"b2", "b", "tap2", "5"}
        };
        for (String[] r : rows) {
            virts.put(r[0], LabVirt.of(r[0], r[1], r[2], "00:00:00:00:01:0" + r[3], "10.9.0." + r[3] + "/24"));
        }
        lab().addVirts(virts.values());
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
    void nets_reach_themselves_and_no_other_also_after_a_move_and_leave_nothing(String type, int version)
            throws Exception {
        Map<String, Set<String>> before = states();
        assertEquals(Set.of(), names(lab().answered(probes())), "before");

        Cli.Ended first = deploy(type, version);
        assertEquals("committed", first.outcome(), first.err());
        assertEquals(expected(type), names(lab().answered(probes())), "after the first rollout");

        Map<String, Set<String>> committed = states();
        Cli.Ended second = deploy(type, version);
        assertEquals("unchanged", second.outcome(), second.err());
        assertSame(committed, states());

        move("s1", "c", "tap9");
        Cli.Ended moved = deploy(type, version);
        assertEquals("committed", moved.outcome(), moved.err());
        assertEquals(expected(type), names(lab().answered(probes())), "after the move");
        move("s1", "a", "tap1");
        Cli.Ended back = deploy(type, version);
        assertEquals("committed", back.outcome(), back.err());
        assertSame(committed, states());

        Cli.Ended cleanup = Cli.run(
                directory, "cleanup", "-i", lab().inventory().toString(), "-o", "json", "--confirm-timeout", "2m");
        assertEquals(0, cleanup.exit(), cleanup.err());
        assertSame(before, states());
    }

    private void move(String virt, String host, String interfaceName) {
        virts.computeIfPresent(virt, (_, v) -> lab().moveVirt(v, host, interfaceName));
    }

    private Cli.Ended deploy(String type, int version) throws Exception {
        Path file = Files.writeString(directory.resolve("topo.yaml"), topology(type, version));
        return Cli.run(
                directory,
                "-i",
                lab().inventory().toString(),
                "-o",
                "json",
                "--confirm-timeout",
                "2m",
                file.toString());
    }

    private String topology(String type, int version) {
        var text = new StringBuilder("settings:\n  default: {type: " + type
                + (type.equals("vxlan/mcast") ? ", mcast_ip: '" + (version == 4 ? "239.1.1.1" : "ff05::1:1") + "'" : "")
                + "}\nphyses:\n");
        for (LabHost h : lab().hosts()) {
            text.append(
                    type.equals("direct")
                            ? "  %s: {if: eth1}\n".formatted(h.name())
                            : "  %s: {if: eth0, ip: '%s'}\n"
                                    .formatted(h.name(), version == 4 ? h.underlay4() : h.underlay6()));
        }
        text.append("nets:\n");
        for (String net : type.equals("direct") ? List.of("s") : List.of("s", "b")) {
            text.append("  ").append(net).append(":\n    vid: ").append(net.equals("s") ? 7 : 8);
            text.append("\n    virts:\n");
            virts.values().stream()
                    .filter(v -> v.name().startsWith(net))
                    .forEach(v -> text.append("      %s: {phys: %s, if: %s, mac: '%s'}\n"
                            .formatted(v.name(), v.host(), v.ifName(), v.mac())));
        }
        return text.toString();
    }

    private List<Probe> probes() {
        var all = new ArrayList<Probe>();
        for (LabVirt from : virts.values()) {
            for (LabVirt to : virts.values()) {
                if (!from.equals(to)) {
                    all.add(new Probe(from, address(to)));
                }
            }
        }
        return all;
    }

    /** Virts of one net have names with one first letter. */
    private Set<String> expected(String type) {
        var pairs = new LinkedHashSet<Probe>();
        for (LabVirt from : virts.values()) {
            virts.values().stream()
                    .filter(to -> !to.equals(from))
                    .filter(to -> to.name().charAt(0) == from.name().charAt(0))
                    .filter(to -> !type.equals("direct") || to.name().startsWith("s"))
                    .forEach(to -> pairs.add(new Probe(from, address(to))));
        }
        return names(pairs);
    }

    private static String address(LabVirt virt) {
        return virt.addresses().getFirst().replaceAll("/.*", "");
    }

    private static Set<String> names(Set<Probe> probes) {
        return probes.stream().map(p -> p.from().name() + " -> " + p.to()).collect(Collectors.toSet());
    }

    private Map<String, Set<String>> states() {
        var states = new LinkedHashMap<String, Set<String>>();
        lab().hosts().forEach(h -> states.put(h.name(), HostState.of(lab(), h)));
        return states;
    }

    private static void assertSame(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        before.forEach((host, lines) ->
                assertEquals(List.of(), HostState.difference(lines, Objects.requireNonNull(after.get(host))), host));
    }
}
