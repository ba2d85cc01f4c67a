package io.lsdn.tests.technologies;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lsdn.tests.lab.CommandResult;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.lab.LabDirectory;
import io.lsdn.tests.lab.LabVirt;
import io.lsdn.tests.lab.Probe;
import io.lsdn.tests.lab.RunningCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Rules, rates and bursts: what the topology says of them, and what traffic shows. */
final class Policies {
    static final String RULES = "rules: in and out, accept before drop, IPv4, IPv6, MAC";
    static final String RATES = "rates in 4mbit and out 2mbit over 10 s, within 10 %";
    static final String BURST = "a burst of 200kb is honoured, and what follows is not";

    private static final double IN = 4e6;
    private static final double OUT = 2e6;
    private static final int BURST_BYTES = 200_000;
    /** In emulation more flows at once than these are too many. */
    private static final int AT_ONCE = 4;

    private Policies() {}

    /** By virt. Towards b: from c by its MAC, else nothing from the row's subnet. From c: no IPv6 to a. From a: nothing to b's MAC by IPv6. */
    static Map<String, String> rules(Field field) {
        var more = new LinkedHashMap<String, String>();
        for (Row row : field.rows()) {
            String c = field.virt(row, "c").mac();
            more.put(field.virt(row, "b").name(), """
                            rules:
                              - {direction: in, prio: 1, action: accept, src_ip: %s/32, src_mac: '%s'}
                              - {direction: in, prio: 2, action: drop, src_ip: 10.9.%d.0/24}
                    """.formatted(row.ip("c"), c, row.number()));
            more.put(field.virt(row, "c").name(), """
                            rules:
                              - {direction: out, prio: 5, action: drop, dst_ip: '%s/128'}
                              - {direction: out, prio: 9, action: accept, dst_ip: 10.9.0.0/16}
                    """.formatted(row.ip6("a")));
            more.put(field.virt(row, "a").name(), """
                            rules:
                              - {direction: out, prio: 7, action: drop, dst_ip: 'fd09::/64', dst_mac: '%s'}
                    """.formatted(
                            field.virt(row, "b").mac()));
        }
        return more;
    }

    static void tryRules(Field field, Table table) {
        var probes = new LinkedHashSet<Probe>();
        for (Row row : field.rows()) {
            for (String from : Row.HOSTS) {
                for (String to : Row.HOSTS) {
                    if (!from.equals(to)) {
                        probes.add(new Probe(field.virt(row, from), row.ip(to)));
                        probes.add(new Probe(field.virt(row, from), row.ip6(to)));
                    }
                }
            }
        }
        Set<Probe> answered = field.lab().answered(probes);
        for (Row row : field.rows()) {
            var wrong = new ArrayList<String>();
            probes.stream()
                    .filter(p -> p.from().name().matches("r" + row.number() + "[abc]"))
                    .filter(p -> answered.contains(p) != passes(row, p))
                    .forEach(p -> wrong.add(p.from().name() + " -> " + p.to()));
            table.put(row, RULES, wrong.isEmpty() ? Table.GOOD : "wrong: " + wrong);
        }
    }

    /** A question passes if the answer does too. */
    private static boolean passes(Row row, Probe probe) {
        String from = probe.from().name().substring(probe.from().name().length() - 1);
        boolean four = probe.to().startsWith("10.");
        String to = Row.HOSTS.stream()
                .filter(h -> probe.to().equals(four ? row.ip(h) : row.ip6(h)))
                .findFirst()
                .orElseThrow();
        Set<String> pair = Set.of(from, to);
        return four ? !pair.equals(Set.of("a", "b")) : pair.equals(Set.of("b", "c"));
    }

    /** Both ways of the virt on b. */
    static Map<String, String> rates(Field field) {
        var more = new LinkedHashMap<String, String>();
        for (Row row : field.rows()) {
            more.put(field.virt(row, "b").name(), """
                            rate:
                              in: {avg: 4mbit, burst: 200kb}
                              out: {avg: 2mbit, burst: 32kb}
                    """);
        }
        return more;
    }

    static void measureRates(Field field, Table table) {
        for (Row row : field.rows()) {
            for (String host : List.of("a", "b")) {
                // What a tunnel over IPv6 carries.
                field.lab()
                        .run(field.virt(row, host), "ip link set eth0 mtu 1400")
                        .output();
            }
        }
        for (int first = 0; first < field.rows().size(); first += AT_ONCE) {
            List<Row> rows = field.rows()
                    .subList(first, Math.min(first + AT_ONCE, field.rows().size()));
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = new LinkedHashMap<Row, CompletableFuture<String>>();
                rows.forEach(row -> all.put(row, CompletableFuture.supplyAsync(() -> measure(field, row), threads)));
                all.forEach((row, said) -> table.put(row, RATES, said.join()));
            }
        }
    }

    private static String measure(Field field, Row row) {
        Lab lab = field.lab();
        LabVirt server = field.virt(row, "b");
        LabVirt client = field.virt(row, "a");
        var told = new ArrayList<String>();
        boolean good = true;
        try (RunningCommand serving = lab.start(server, "iperf3 --server --forceflush")) {
            serving.awaitOutput("listening");
            for (String how : List.of("", "-R", "-u -b 10M -l 1300", "-u -b 10M -l 1300 -R")) {
                double meant = how.contains("-R") ? OUT : IN;
                double seen = bitsASecond(lab.run(client, "iperf3 -J -t 10 -c " + row.ip("b") + " " + how));
                good &= Math.abs(seen / meant - 1) <= 0.1;
                told.add(String.format(
                        Locale.ROOT,
                        "%s %s %.2f",
                        how.contains("-u") ? "UDP" : "TCP",
                        how.contains("-R") ? "out" : "in",
                        seen / 1e6));
            }
        }
        return (good ? Table.GOOD + ", " : "not within: ") + String.join(", ", told) + " mbit";
    }

    /** What arrived, without headers; -1 if it could not be measured. */
    private static double bitsASecond(CommandResult iperf) {
        JsonObject end = JsonParser.parseString(iperf.out()).getAsJsonObject().getAsJsonObject("end");
        if (end == null || !end.has("sum_received")) {
            return -1;
        }
        return end.getAsJsonObject("sum_received").get("bits_per_second").getAsDouble();
    }

    static void measureBursts(Field field, Table table) {
        for (Row row : field.rows()) {
            String order = "%s %s %s %d"
                    .formatted(
                            field.lab().namespace(field.virt(row, "a")),
                            field.lab().namespace(field.virt(row, "b")),
                            row.ip("b"),
                            BURST_BYTES * 9 / 10);
            List<String> told = field.lab()
                    .run(
                            field.lab().host("a"),
                            "/usr/bin/python3 " + LabDirectory.SCRIPTS.resolve("traffic.py") + " burst <<'END'\n"
                                    + order + "\nEND")
                    .output()
                    .lines()
                    .toList();
            int[] first = numbers(told.getFirst());
            int[] second = numbers(told.getLast());
            // At the average rate it takes 360 ms.
            boolean good = first[0] == BURST_BYTES * 9 / 10 && first[1] < 180 && second[1] > 270;
            table.put(row, BURST, (good ? Table.GOOD : "no") + ", " + first[1] + " ms, then " + second[1] + " ms");
        }
    }

    private static int[] numbers(String line) {
        String[] words = line.split(" ", -1);
        return new int[] {Integer.parseInt(words[0]), Integer.parseInt(words[1])};
    }
}
