package io.lsdn.tests.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.lab.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --transport openssh}: the system's ssh to the real sshd. */
@Tag("namespaces")
final class OpenSshTransportTest {
    @TempDir
    private Path directory;

    private final TwoHosts hosts;
    private final Lab lab;

    OpenSshTransportTest() {
        hosts = new TwoHosts();
        lab = hosts.lab();
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    private Cli.Ended deploy(String inventory) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), TwoHosts.TOPOLOGY);
        return Cli.run(directory, "-i", inventory, "-o", "json", "--transport", "openssh", "topo.yaml");
    }

    @Test
    void a_rollout_and_the_next_that_changes_nothing() throws Exception {
        Cli.Ended first = deploy(lab.inventory().toString());
        assertEquals(0, first.exit(), first.err());
        assertEquals("committed", first.outcome());
        assertTrue(hosts.areConnected());
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
