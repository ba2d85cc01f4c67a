package io.lsdn.tests.lab;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The hosts that a lab has.
 *
 * @param hosts their names, at most 40, each a letter and up to 14 letters and digits; host number N (from 1) has the
 *     underlay addresses 172.16.0.N and fd00:16::N
 * @param underlays interfaces eth0 … ethK of each host (1–4), each on a switch of its own; ethI has 172.(16+I).0.N and
 *     fd00:(16+I)::N
 */
public record LabSpec(List<String> hosts, int underlays) {
    private static final int MOST_HOSTS = 40;

    public LabSpec {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty() || hosts.size() > MOST_HOSTS || underlays < 1 || underlays > 4) {
            throw new IllegalArgumentException("1-40 hosts, 1-4 underlays: " + hosts + ", " + underlays);
        }
        if (Set.copyOf(hosts).size() != hosts.size()
                || !hosts.stream().allMatch(n -> n.matches("[a-z][a-z0-9]{0,14}"))) {
            throw new IllegalArgumentException("names of hosts: " + hosts);
        }
        if (hosts.contains("switch") || hosts.contains("control")) {
            throw new IllegalArgumentException("the names 'switch' and 'control' are the lab's own: " + hosts);
        }
    }

    public static LabSpec of(String... hosts) {
        return new LabSpec(List.of(hosts), 1);
    }

    /** Hosts h1 … hN. */
    public static LabSpec ofSize(int hosts) {
        return new LabSpec(
                IntStream.rangeClosed(1, hosts).mapToObj(n -> "h" + n).toList(), 1);
    }
}
