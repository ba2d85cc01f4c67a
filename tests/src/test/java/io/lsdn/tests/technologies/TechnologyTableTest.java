package io.lsdn.tests.technologies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.deploy.HostState;
import io.lsdn.tests.lab.Flows;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.lab.ProgressLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Technology and underlay × what is asked of all of them, every cell by real traffic. The table is printed in the end. All
 * nets are there at once, so each is also one beside eleven others.
 */
@Tag("labkernel")
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
@Timeout(1800)
final class TechnologyTableTest {
    private @Nullable Field field;
    private final Table table;
    private Map<String, Set<String>> before = Map.of();

    TechnologyTableTest() throws IOException {
        table = new Table(Row.all(), ProgressLog.open("technologies.log"));
    }

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        Needs.labKernel();
        Needs.programs("iperf3", "dnsmasq", "busybox");
        field = Field.open(Row.all(), directory);
        field().rows().forEach(row -> Migration.growLegs(field(), row));
        Services.addGateways(field());
        before = HostState.all(field().lab());
    }

    @AfterAll
    void close() {
        System.out.println(table);
        if (field != null) {
            field.close();
        }
    }

    private Field field() {
        return Objects.requireNonNull(field);
    }

    @Test
    @Order(1)
    void reach_and_isolation() throws Exception {
        committed(field().deploy());
        Set<String> meant = field().meant();
        Set<String> reached = field().reached();
        for (Row row : field().rows()) {
            String own = "r" + row.number();
            var wrong = new TreeSet<String>();
            reached.stream().filter(p -> concerns(p, own) && !meant.contains(p)).forEach(p -> wrong.add("+ " + p));
            meant.stream().filter(p -> concerns(p, own) && !reached.contains(p)).forEach(p -> wrong.add("- " + p));
            table.put(row, "reach and isolation over three hosts", wrong.isEmpty() ? Table.GOOD : wrong.toString());
        }
        allGood("reach and isolation over three hosts");
    }

    /** Whether the pair has a virt of the row. */
    private static boolean concerns(String pair, String row) {
        return pair.matches(".*\\b" + row + "[abc]\\b.*");
    }

    @Test
    @Order(2)
    void a_second_run_changes_nothing_and_loses_no_packet() throws Exception {
        String column = "second run changes nothing, pings lost";
        Map<String, Set<String>> committed = HostState.all(field().lab());
        for (List<Row> rows : Migration.groups(field())) {
            var probes = new HashMap<Row, Probe>();
            rows.forEach(row -> probes.put(row, new Probe(field().virt(row, "b"), row.ip("c"))));
            Map<Probe, Flows.Loss> losses;
            try (Flows flows = field().lab().flows(probes.values(), Migration.EVERY)) {
                Cli.Ended second = field().deploy();
                assertEquals("unchanged", second.outcome(), second.err());
                losses = flows.end();
            }
            probes.forEach((row, probe) -> {
                Flows.Loss loss = Objects.requireNonNull(losses.get(probe));
                String verdict = loss.lost() == 0 ? Table.GOOD : "lost";
                table.put(row, column, verdict + ", " + loss.lost() + " of " + loss.sent());
            });
        }
        assertEquals(List.of(), HostState.differences(committed, HostState.all(field().lab())));
        allGood(column);
    }

    @Test
    @Order(3)
    void migration() throws Exception {
        Migration.run(field(), table);
        allGood(Migration.EXISTING);
        allGood(Migration.MOVED);
    }

    @Test
    @Order(4)
    void dhcp() throws Exception {
        committed(field().deploy());
        Services.dhcp(field(), table);
        allGood(Services.DHCP);
    }

    @Test
    @Order(5)
    void gateways() throws Exception {
        committed(field().deploy(Services.gateways(field())));
        Services.throughGateways(field(), table);
        allGood(Services.GATEWAY);
    }

    @Test
    @Order(6)
    void rules() throws Exception {
        committed(field().deploy(Policies.rules(field())));
        Policies.tryRules(field(), table);
        allGood(Policies.RULES);
    }

    @Test
    @Order(7)
    void rates() throws Exception {
        committed(field().deploy(Policies.rates(field())));
        Policies.measureRates(field(), table);
        Policies.measureBursts(field(), table);
        allGood(Policies.RATES);
        allGood(Policies.BURST);
    }

    @Test
    @Order(8)
    void mtus() throws Exception {
        committed(field().deploy(Mtus.options(field())));
        Mtus.tryThem(field(), table);
        allGood(Mtus.COLUMN);
    }

    @Test
    @Order(9)
    void cleanup_leaves_nothing() throws Exception {
        String column = "cleanup leaves nothing";
        field().cleanup();
        List<String> left = HostState.differences(before, HostState.all(field().lab()));
        for (Row row : field().rows()) {
            List<String> its = left.stream()
                    .filter(l -> l.matches(".*\\br" + row.number() + "[abc]\\b.*") || l.contains("lsdn"))
                    .toList();
            table.put(row, column, its.isEmpty() ? Table.GOOD : its.toString());
        }
        assertEquals(List.of(), left);
    }

    private static void committed(Cli.Ended ended) {
        assertEquals("committed", ended.outcome(), ended.err());
    }

    private void allGood(String column) {
        assertEquals(List.of(), table.bad(column), column);
    }
}
