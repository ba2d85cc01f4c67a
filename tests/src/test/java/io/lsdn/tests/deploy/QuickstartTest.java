package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/java-api.md, compiled and run as it stands there, on two hosts. */
@Tag("namespaces")
final class QuickstartTest {
    private static final Path DOCS = Path.of("..", "docs").toAbsolutePath().normalize();
    private static final Path PROGRAM = DOCS.resolve("Quickstart.java");
    private static final String PREPARED = "net%d comes to %s";

    @TempDir
    private Path directory;

    @Test
    void the_page_shows_the_program_that_is_run() throws Exception {
        String page = Files.readString(DOCS.resolve("java-api.md"));
        String block = page.replaceAll("(?s).*\n```java\n(.*?)```\n.*", "$1");
        assertEquals(Files.readString(PROGRAM), block);
    }

    @Test
    void two_nets_over_two_hosts_a_second_run_and_the_end() {
        Needs.namespaces();
        try (Lab lab = NamespaceLab.open(LabSpec.of("a", "b"))) {
            List<LabVirt> virts = List.of(
                    LabVirt.of("vm1", "a", "tap0", "00:00:00:00:00:a1", "10.9.5.1/24"),
                    LabVirt.of("vm2", "a", "tap1", "00:00:00:00:00:a2", "10.9.5.2/24"),
                    LabVirt.of("vm3", "b", "tap0", "00:00:00:00:00:b1", "10.9.5.3/24"),
                    LabVirt.of("vm4", "b", "tap1", "00:00:00:00:00:b2", "10.9.5.4/24"));
            lab.addVirts(virts);
            Map<String, Set<String>> before = states(lab);
            for (String host : List.of("a", "b")) {
                List<String> said = run(lab, host, "").output().lines().toList();
                assertEquals(
                        List.of(PREPARED.formatted(1, host), PREPARED.formatted(2, host)),
                        said.stream().filter(l -> l.contains(" comes to ")).toList());
                assertTrue(said.getLast().startsWith("generation 1, "), said::toString);
            }
            assertEquals(Set.of("vm1 3", "vm3 1", "vm2 4", "vm4 2"), answered(lab, virts));
            Map<String, Set<String>> committed = states(lab);
            assertEquals(
                    "nothing to do", run(lab, "a", "").output().lines().toList().getLast());
            assertSame(committed, states(lab));

            for (String host : List.of("a", "b")) {
                String said = run(lab, host, "cleanup").output();
                assertTrue(said.contains("generation 2, ") && said.contains("net2 has left " + host), said);
            }
            assertSame(before, states(lab));
        }
    }

    private CommandResult run(Lab lab, String host, String argument) {
        return lab.run(
                lab.host(host),
                "LSDN_DIR='%s/%s' '%s/bin/java' --enable-native-access=ALL-UNNAMED -cp '%s' '%s' %s %s 2>'%s/log'"
                        .formatted(
                                directory,
                                host,
                                System.getProperty("java.home"),
                                System.getProperty("java.class.path"),
                                PROGRAM,
                                host,
                                argument,
                                directory));
    }

    /** Who reaches whom: a virt, and the last number of an address. */
    private static Set<String> answered(Lab lab, List<LabVirt> virts) {
        var probes = new ArrayList<Probe>();
        for (LabVirt from : virts) {
            for (int to = 1; to <= virts.size(); to++) {
                if (!from.name().equals("vm" + to)) {
                    probes.add(new Probe(from, "10.9.5." + to));
                }
            }
        }
        return lab.answered(probes).stream()
                .map(p -> p.from().name() + " " + p.to().replaceAll(".*\\.", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> states(Lab lab) {
        var states = new LinkedHashMap<String, Set<String>>();
        lab.hosts().forEach(h -> states.put(h.name(), HostState.of(lab, h)));
        return states;
    }

    private static void assertSame(Map<String, Set<String>> before, Map<String, Set<String>> after) {
        before.forEach((host, lines) ->
                assertEquals(List.of(), HostState.difference(lines, Objects.requireNonNull(after.get(host))), host));
    }
}
