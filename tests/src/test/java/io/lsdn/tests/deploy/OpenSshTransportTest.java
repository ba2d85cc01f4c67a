package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.NamespaceLab;
import io.lsdn.tests.lab.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --transport openssh}: the system's ssh to the real sshd. */
@Tag("namespaces")
final class OpenSshTransportTest {
    private static final String TOPOLOGY = """
            settings: {default: {type: vxlan/e2e}}
            physes:
              a: {if: eth0, ip: 172.16.0.1}
              b: {if: eth0, ip: 172.16.0.2}
            nets:
              shop: {vid: 1, virts: {s1: {phys: a, if: tap1}, s2: {phys: b, if: tap1}}}
            """;

    @TempDir
    private Path directory;

    private final Lab lab;
    private final LabVirt one = LabVirt.of("s1", "a", "tap1", "00:00:00:00:03:01", "10.9.2.1/24");
    private final LabVirt two = LabVirt.of("s2", "b", "tap1", "00:00:00:00:03:02", "10.9.2.2/24");

    OpenSshTransportTest() {
        Needs.namespaces();
        lab = NamespaceLab.open(LabSpec.of("a", "b"));
        lab.addVirts(List.of(one, two));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Cli.Ended deploy(String inventory) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), TOPOLOGY);
        return Cli.run(directory, "-i", inventory, "-o", "json", "--transport", "openssh", "topo.yaml");
    }

    @Test
    void a_rollout_and_the_next_that_changes_nothing() throws Exception {
        Cli.Ended first = deploy(lab.inventory().toString());
        assertEquals(0, first.exit(), first.err());
        assertEquals("committed", first.outcome());
        assertTrue(lab.reaches(one, "10.9.2.2"));
        assertEquals("unchanged", deploy(lab.inventory().toString()).outcome());
    }

    @Test
    void a_host_whose_key_is_not_known_is_not_entered() throws Exception {
        Path nobody = Files.createFile(directory.resolve("known"));
        String text = Files.readString(lab.inventory())
                .replaceAll("UserKnownHostsFile=[^' ]+", "UserKnownHostsFile=" + nobody);
        Path inventory = Files.writeString(directory.resolve("hosts.ini"), text);
        Cli.Ended refused = deploy(inventory.toString());
        assertEquals(3, refused.exit(), refused.err());
        assertEquals("failed", refused.outcome());
        assertEquals("unreachable", refused.outcomeOf("a"));
        assertTrue(refused.out().contains("host-key-unknown"), refused.out());
        assertEquals("", Files.readString(nobody));
    }
}
