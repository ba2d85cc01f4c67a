package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of playbooks/lsctl, rolled out as they are, on a kernel that has what they need, with traffic. */
@Tag("labkernel")
@Timeout(900)
final class LsctlExamplesTest {
    private static final Path EXAMPLES =
            Path.of("..", "playbooks", "lsctl").toAbsolutePath().normalize();
    private static final int FORTY = 40;

    @TempDir
    private Path directory;

    @Test
    void the_talks_two_nets_a_migration_and_a_firewall() throws Exception {
        Needs.labKernel();
        try (Lab lab = Labs.open(LabSpec.of("a", "b"), KernelFeature.values())) {
            List<LabVirt> virts = List.of(
                    virt("1", "a", "tap0", "a1"),
                    virt("2", "a", "tap1", "a2"),
                    virt("3", "b", "tap0", "b1"),
                    virt("4", "b", "tap1", "b2"),
                    virt("5", "a", "tap2", "a5"));
            lab.addVirts(virts);
            // Virt 2 lets nobody in from 10.0.0.0/8, and what it asks there is not answered either.
            assertEquals(
                    Set.of("1>10.3", "1>192.3", "3>10.1", "3>192.1", "2>192.4", "4>192.2"), after("talk", lab, virts));
            cleanup(lab);
            assertEquals(Set.of("5>10.4", "5>192.4", "4>10.5", "4>192.5"), after("migration", lab, virts));
            cleanup(lab);
            // The web server of a lets nobody in from 192.168.98.0/24.
            assertEquals(Set.of("1>10.3", "3>10.1"), after("firewall-qos", lab, virts));
            cleanup(lab);
            assertEquals(Set.of(), answered(lab, virts));
        }
    }

    private static LabVirt virt(String name, String host, String link, String mac) {
        return LabVirt.of(
                name, host, link, "00:00:00:00:00:" + mac, "10.9.6." + name + "/24", "192.168.98." + name + "/24");
    }

    @Test
    void forty_hosts_in_a_loop() throws Exception {
        Needs.labKernel();
        try (Lab lab = Labs.open(LabSpec.ofSize(FORTY), KernelFeature.values())) {
            List<LabVirt> virts = IntStream.rangeClosed(1, FORTY)
                    .mapToObj(n -> LabVirt.of(
                            "v" + n, "h" + n, "tap0", "00:00:00:00:07:%02x".formatted(n), "10.9.7." + n + "/24"))
                    .toList();
            lab.addVirts(virts);
            rollOut("forty", lab, "-f", "4", "--confirm-timeout", "10m");
            List<Probe> ring = IntStream.range(0, FORTY)
                    .mapToObj(n -> new Probe(virts.get(n), "10.9.7." + (1 + (n + 1) % FORTY)))
                    .toList();
            assertEquals(names(ring), names(lab.answered(ring)));
        }
    }

    private void rollOut(String example, Lab lab, String... more) throws Exception {
        Path script = directory.resolve(example + ".lsctl");
        Files.copy(EXAMPLES.resolve(script.getFileName().toString()), script);
        var arguments = new ArrayList<>(List.of("-i", lab.inventory().toString(), script.toString()));
        arguments.addAll(List.of(more));
        Cli.Ended ended = Cli.run(directory, arguments.toArray(String[]::new));
        assertEquals(0, ended.exit(), example + ": " + ended.out() + ended.err());
    }

    private Set<String> after(String example, Lab lab, Collection<LabVirt> virts) throws Exception {
        rollOut(example, lab, "--confirm-timeout", "2m");
        return answered(lab, virts);
    }

    private void cleanup(Lab lab) throws Exception {
        Cli.Ended ended = Cli.run(directory, "cleanup", "-i", lab.inventory().toString(), "--confirm-timeout", "2m");
        assertEquals(0, ended.exit(), ended.err());
    }

    /** Who reaches whom, and in which of the two subnets. */
    private static Set<String> answered(Lab lab, Collection<LabVirt> virts) {
        var probes = new ArrayList<Probe>();
        for (LabVirt from : virts) {
            for (LabVirt to : virts) {
                if (!from.equals(to)) {
                    to.addresses().forEach(a -> probes.add(new Probe(from, a.replaceAll("/.*", ""))));
                }
            }
        }
        return names(lab.answered(probes));
    }

    private static Set<String> names(Collection<Probe> probes) {
        return probes.stream()
                .map(p -> p.from().name() + ">" + p.to().replaceAll("\\..*\\.", "."))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
