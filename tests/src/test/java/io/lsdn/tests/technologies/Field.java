package io.lsdn.tests.technologies;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabHost;
import io.lsdn.tests.lab.LabSpec;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Three hosts with the virts of all rows, and the topology of all of them as it is now. */
final class Field implements AutoCloseable {
    private static final LabSpec SPEC = new LabSpec(Row.HOSTS, 2);

    private final Lab lab;
    private final Path directory;
    private final List<Row> rows;
    /** By name, where they are now. */
    private final Map<String, LabVirt> virts = new LinkedHashMap<>();

    private Field(Lab lab, Path directory, List<Row> rows) {
        this.lab = lab;
        this.directory = directory;
        this.rows = rows;
    }

    /** @param directory for the topology and the state of rollouts */
    static Field open(List<Row> rows, Path directory) throws IOException {
        var field = new Field(Labs.open(SPEC, KernelFeature.values()), directory, rows);
        for (Row row : rows) {
            Row.HOSTS.forEach(h -> field.virts.put(row.virt(h).name(), row.virt(h)));
        }
        field.lab.addVirts(field.virts.values());
        var claims = new StringBuilder("lab:\n  hosts:\n");
        Row.HOSTS.forEach(h -> claims.append("    %s: {lsdn_phys: [%s, %s-6, %s-direct]}\n".formatted(h, h, h, h)));
        Files.writeString(directory.resolve("claims.yml"), claims);
        return field;
    }

    Lab lab() {
        return lab;
    }

    List<Row> rows() {
        return rows;
    }

    LabVirt virt(Row row, String host) {
        LabVirt virt = virts.get(row.virt(host).name());
        if (virt == null) {
            throw new IllegalArgumentException("no virt of " + row + " began on " + host);
        }
        return virt;
    }

    /** Its interface is on another host from now on; the virt itself notices nothing. */
    void placed(Row row, String host, LabVirt now) {
        virts.put(row.virt(host).name(), now);
    }

    /** Commits all rows. */
    Cli.Ended deploy() throws Exception {
        return deploy(Map.of());
    }

    /**
     * Commits all rows.
     *
     * @param more lines of YAML by the name of the virt that they belong to, or of the net that gets them after its virts
     */
    Cli.Ended deploy(Map<String, String> more) throws Exception {
        Files.writeString(directory.resolve("topo.yaml"), topology(more));
        return cli("topo.yaml");
    }

    Cli.Ended cli(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-i", lab.inventory().toString(), "-i", "claims.yml", "-o", "json"));
        all.addAll(List.of("--confirm-timeout", "2m"));
        return Cli.run(directory, all.toArray(String[]::new));
    }

    void cleanup() throws Exception {
        Cli.Ended ended = cli("cleanup");
        assertEquals(0, ended.exit(), ended.err());
    }

    private String topology(Map<String, String> more) {
        var text = new StringBuilder("settings:\n");
        rows.forEach(r -> text.append("  s%d: %s\n".formatted(r.number(), r.settings())));
        text.append("physes:\n");
        for (LabHost h : lab.hosts()) {
            text.append("  %s: {if: eth0, ip: %s}\n".formatted(h.name(), h.underlay4()));
            text.append("  %s-6: {if: eth0, ip: '%s'}\n".formatted(h.name(), h.underlay6()));
            text.append("  %s-direct: {if: eth1}\n".formatted(h.name()));
        }
        text.append("nets:\n");
        for (Row row : rows) {
            text.append("  n%d:\n    vid: %d\n    settings: s%d\n".formatted(row.number(), row.number(), row.number()));
            text.append(Row.HOSTS.stream().map(row::phys).collect(Collectors.joining(", ", "    attach: [", "]\n")));
            text.append("    virts:\n");
            Row.HOSTS.forEach(h -> text.append(entry(row, virt(row, h), more)));
            text.append(more.getOrDefault("n" + row.number(), ""));
        }
        return text.toString();
    }

    private static String entry(Row row, LabVirt virt, Map<String, String> more) {
        return "      %s:\n        phys: %s\n        if: %s\n        mac: %s\n%s"
                .formatted(
                        virt.name(),
                        row.phys(virt.host()),
                        virt.ifName(),
                        virt.mac(),
                        more.getOrDefault(virt.name(), ""));
    }

    /** Who of all virts answers whom: {@code r1a -> r1b}. */
    Set<String> reached() {
        var probes = new ArrayList<Probe>();
        var names = new LinkedHashMap<Probe, String>();
        for (Row from : rows) {
            for (Row to : rows) {
                for (String f : Row.HOSTS) {
                    for (String t : Row.HOSTS) {
                        var probe = new Probe(virt(from, f), to.ip(t));
                        names.put(
                                probe,
                                virt(from, f).name() + " -> " + virt(to, t).name());
                        probes.add(probe);
                    }
                }
            }
        }
        return lab.answered(probes).stream().map(names::get).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of {@link #reached} should be: virts of one net reach each other, and themselves, and nobody else. */
    Set<String> meant() {
        var pairs = new TreeSet<String>();
        for (Row row : rows) {
            for (String from : Row.HOSTS) {
                Row.HOSTS.forEach(to -> pairs.add(
                        virt(row, from).name() + " -> " + virt(row, to).name()));
            }
        }
        return pairs;
    }

    @Override
    public void close() {
        lab.close();
    }
}
