package io.lsdn.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.Needs;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel holds of a net that is larger than one filter's list of actions, as iproute2 reads it back. */
@Tag("labkernel")
@Timeout(900)
final class BigNetTest {
    private static final int MOST_ACTIONS = 32;
    private static final Path WIRE = Path.of("labkernel", "wire.py").toAbsolutePath();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void two_thousand_virts_are_one_table_and_a_broadcast_leaves_for_all_64_physes() throws Exception {
        Needs.labKernel();
        try (Lab lab = Labs.open(BigNet.SPEC, KernelFeature.values())) {
            BigNet net = BigNet.on(lab, directory);
            Cli.Ended deployed = net.deploy();
            assertEquals("committed", deployed.outcome(), deployed.err());
            String block = net.run("a", "tc qdisc show dev tap1").replaceAll("(?s).*ingress_block (\\d+).*", "$1");

            List<String> table = filters(net.run("a", "tc filter show block " + block + " chain 1"));
            assertEquals(
                    BigNet.VIRTS,
                    table.stream().filter(f -> f.contains("02:00:00:00:")).count());
            // Besides the table: what goes to many, and what is known to nobody.
            assertEquals(BigNet.VIRTS + 2, table.size());

            List<String> copies = filters(net.run("a", "tc filter show block " + block + " chain 2"));
            copies.forEach(f -> assertTrue(actions(f) <= MOST_ACTIONS, f));
            assertEquals(addresses(), found("dst_ip ([0-9.]+)", copies));
            assertEquals(names(1, BigNet.LOCAL, "tap"), found("device (tap\\d+)", copies));
            assertEquals(BigNet.PHYSES - 1 + BigNet.LOCAL, count("Egress Mirror", copies));

            assertEquals(addresses(), copiesOnTheWire(net, lab.host("a").netns()));
            assertEquals("unchanged", net.deploy().outcome());
            net.cleanup();
        }
    }

    /** One broadcast of a virt, as it arrives at host b, which has the addresses of all other physes. */
    private static Set<String> copiesOnTheWire(BigNet net, String from) {
        String frame = "ffffffffffff0200000000010800" + "00".repeat(46);
        // Neighbours first: only some packets wait for an address that is not resolved.
        net.run("a", "for n in $(seq 2 64); do ip neigh replace 172.16.0.$n dev eth0 lladdr 02:10:00:00:00:02; done");
        String heard = net.run(
                "b",
                "timeout 60 tcpdump -nn -c " + (BigNet.PHYSES - 1)
                        + " -i eth0 udp dst port 4789 2>/tmp/copies.err & sniffer=$!\n"
                        + "until grep -q listening /tmp/copies.err; do sleep 0.1; done\n"
                        + "/usr/bin/python3 " + WIRE + " <<'END'\nsend " + from + " far1 " + frame + "\nwait 1\nEND\n"
                        + "wait $sniffer");
        return found("> ([0-9.]+)\\.4789: VXLAN", heard.lines().toList());
    }

    /** {@code tc filter show}, a filter each; without the lines that head a priority. */
    private static List<String> filters(String shown) {
        return Pattern.compile("(?m)^filter ")
                .splitAsStream(shown)
                .filter(f -> f.contains(" handle "))
                .toList();
    }

    private static long actions(String filter) {
        return count("action order", List.of(filter));
    }

    private static long count(String word, List<String> texts) {
        Pattern pattern = Pattern.compile(word);
        return texts.stream()
                .mapToLong(t -> pattern.matcher(t).results().count())
                .sum();
    }

    private static Set<String> found(String pattern, List<String> texts) {
        var found = new TreeSet<String>();
        texts.forEach(t -> Pattern.compile(pattern).matcher(t).results().forEach(m -> found.add(m.group(1))));
        return found;
    }

    private static Set<String> addresses() {
        return names(2, BigNet.PHYSES, "172.16.0.");
    }

    private static Set<String> names(int first, int last, String prefix) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> prefix + n)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
