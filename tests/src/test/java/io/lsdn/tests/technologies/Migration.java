package io.lsdn.tests.technologies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Flows;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A virt that moves from host to host while others ping it, and each other. As a hypervisor does, both places are there while
 * the rollout is under way: the virt has a leg on each of the hosts and answers by the one on which it was asked.
 */
final class Migration {
    static final String EXISTING = "migration: pings lost by flows that exist before and after";
    static final String MOVED = "migration: pings lost by flows to the moved virt";

    /** The virts of so many rows move in one rollout: in emulation more pings than these are too many. */
    private static final int AT_ONCE = 2;

    private static final int RUNS = Integer.getInteger("lsdn.rounds", 5);

    /** Between two pings of a flow. */
    static final Duration EVERY = Duration.ofMillis(10);

    private final Field field;
    private final Map<Row, List<Integer>> existing = new HashMap<>();
    private final Map<Row, List<Integer>> moved = new HashMap<>();

    private Migration(Field field) {
        this.field = field;
    }

    /** In the end the virts are to be where they began; the next rollout takes them there. */
    static void run(Field field, Table table) throws Exception {
        var migration = new Migration(field);
        for (List<Row> rows : groups(field)) {
            for (int run = 0; run < RUNS; run++) {
                migration.move(rows, Row.HOSTS.get((run + 1) % Row.HOSTS.size()));
            }
        }
        field.rows().forEach(row -> migration.place(row, "a"));
        migration.existing.forEach((row, lost) -> table.put(row, EXISTING, verdict(lost)));
        migration.moved.forEach((row, lost) -> table.put(row, MOVED, verdict(lost)));
    }

    static List<List<Row>> groups(Field field) {
        var groups = new ArrayList<List<Row>>();
        for (int first = 0; first < field.rows().size(); first += AT_ONCE) {
            groups.add(field.rows()
                    .subList(first, Math.min(first + AT_ONCE, field.rows().size())));
        }
        return groups;
    }

    private static String verdict(List<Integer> lost) {
        int median = lost.stream().sorted().toList().get(lost.size() / 2);
        return (median == 0 ? Table.GOOD : "lost") + ", median " + median + " of " + lost;
    }

    /**
     * The virt that began on host a gets an interface on each host: ports of a bridge inside it that pass nothing to each other, so
     * that it answers where it was asked and carries nothing from one place to the other.
     */
    static void growLegs(Field field, Row row) {
        LabVirt virt = field.virt(row, "a");
        String inside = field.lab().namespace(virt);
        for (LabHost host : field.lab().hosts()) {
            if (!host.name().equals(virt.host())) {
                field.lab()
                        .run(
                                host,
                                "ip link add %s type veth peer name leg%s netns %s && ip link set %s up"
                                        .formatted(virt.ifName(), host.name(), inside, virt.ifName()))
                        .output();
            }
        }
        field.lab()
                .run(virt, """
                        ip -batch - <<'END'
                        link set eth0 down
                        addr flush dev eth0
                        link set eth0 name lega
                        link add eth0 address %s type bridge stp_state 0 forward_delay 0 mcast_snooping 0
                        link set lega master eth0
                        link set legb master eth0
                        link set legc master eth0
                        link set lega up
                        link set legb up
                        link set legc up
                        link set lega type bridge_slave isolated on
                        link set legb type bridge_slave isolated on
                        link set legc type bridge_slave isolated on
                        addr add %s dev eth0
                        addr add %s dev eth0 nodad
                        link set eth0 up
                        END
                        """.formatted(
                                virt.mac(),
                                virt.addresses().getFirst(),
                                virt.addresses().getLast()))
                .output();
    }

    private void move(List<Row> rows, String to) throws Exception {
        var still = new HashMap<Row, Probe>();
        var moving = new HashMap<Row, Probe>();
        for (Row row : rows) {
            still.put(row, new Probe(field.virt(row, "b"), row.ip("c")));
            moving.put(row, new Probe(field.virt(row, "b"), row.ip("a")));
        }
        var probes = new ArrayList<>(still.values());
        probes.addAll(moving.values());
        Map<Probe, Flows.Loss> losses;
        try (Flows flows = field.lab().flows(probes, EVERY)) {
            rows.forEach(row -> place(row, to));
            Cli.Ended ended = field.deploy();
            assertEquals("committed", ended.outcome(), ended.err());
            losses = flows.end();
        }
        still.forEach((row, probe) -> lost(existing, row, losses, probe));
        moving.forEach((row, probe) -> lost(moved, row, losses, probe));
    }

    private void place(Row row, String host) {
        LabVirt virt = field.virt(row, "a");
        field.placed(row, "a", virt.movedTo(host, virt.ifName()));
    }

    private static void lost(Map<Row, List<Integer>> all, Row row, Map<Probe, Flows.Loss> losses, Probe probe) {
        all.computeIfAbsent(row, _ -> new ArrayList<>())
                .add(Objects.requireNonNull(losses.get(probe)).lost());
    }
}
