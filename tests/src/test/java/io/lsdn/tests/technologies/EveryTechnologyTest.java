package io.lsdn.tests.technologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.deploy.HostState;
import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Flows;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.labkernel.NetlinkCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short part of what is proved on a full kernel: all seven technologies at once over three hosts. {@link TechnologyTableTest}
 * is the long one.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(900)
final class EveryTechnologyTest {
    private @Nullable Field field;
    private Map<String, Set<String>> before = Map.of();

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        Needs.labKernel();
        field = Field.open(Row.ipv4(), directory);
        before = HostState.all(field().lab());
    }

    @AfterAll
    void close() {
        if (field != null) {
            field.close();
        }
    }

    private Field field() {
        return Objects.requireNonNull(field);
    }

    @Test
    @Order(1)
    void exactly_the_virts_of_one_net_reach_each_other() throws Exception {
        Cli.Ended deployed = field().deploy();
        assertEquals("committed", deployed.outcome(), deployed.err());
        assertEquals(field().meant(), field().reached());
    }

    @Test
    @Order(2)
    void a_second_run_changes_nothing_and_loses_no_packet() throws Exception {
        Map<String, Set<String>> committed = HostState.all(field().lab());
        List<Probe> probes = field().rows().stream()
                .map(row -> new Probe(field().virt(row, "a"), row.ip("b")))
                .toList();
        try (Flows flows = field().lab().flows(probes, Duration.ofMillis(100))) {
            Cli.Ended second = field().deploy();
            assertEquals("unchanged", second.outcome(), second.err());
            flows.end().forEach((probe, loss) -> assertEquals(0, loss.lost(), probe + " " + loss));
        }
        assertEquals(List.of(), HostState.differences(committed, HostState.all(field().lab())));
    }

    @Test
    @Order(3)
    void cleanup_leaves_nothing() throws Exception {
        field().cleanup();
        assertEquals(List.of(), HostState.differences(before, HostState.all(field().lab())));
    }

    @Test
    @Order(4)
    void what_is_made_through_netlink_is_read_back_as_it_was_said() {
        CommandResult result = field().lab().run(field().lab().host("a"), NetlinkCases.ROUND_TRIPS);
        System.out.println(result.out());
        assertTrue(result.succeeded(), () -> result.out() + result.err());
    }
}
