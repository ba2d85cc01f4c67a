package io.lsdn.tests.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lsdn.netmodel.compile.Compiler;
import io.lsdn.netmodel.kernel.Filter;
import io.lsdn.netmodel.kernel.KernelState;
import io.lsdn.tests.deploy.Cli;
import io.lsdn.tests.lab.Lab;
import io.lsdn.tests.labkernel.KernelFeature;
import io.lsdn.tests.labkernel.Labs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark, run by tests/bench/against-tc-batch: the commit of a net of 2,000 virts by the runner as it is shipped, fresh
 * from its start, and {@code tc -batch} loading the same filters into the same kernel, in turns. Ours counts all objects, tc's
 * only the filters.
 */
@Tag("labkernel")
final class AgainstTcBatch {
    private static final Pattern STAGE = Pattern.compile("(make|switch|break): (\\d+) changes in (\\d+) ms");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void the_same_filters_in_turns() throws Exception {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("LSDN_ROUNDS", "3"));
        try (Lab lab = Labs.open(BigNet.SPEC, KernelFeature.values())) {
            BigNet net = BigNet.on(lab, directory);
            KernelState state = Compiler.compile(net.topology().slice(Set.of("p1")), Set.of("p1"));
            long filters = state.objects().values().stream()
                    .filter(Filter.class::isInstance)
                    .count();
            Path add = net.file("add.tc", TcBatch.add(state));
            Path del = net.file("del.tc", TcBatch.removeAll(state));
            net.deploy();
            net.cleanup();
            List<Long> ours = new ArrayList<>();
            List<Long> tcs = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                ours.add(ours(net));
                tcs.add(tc(net, add, del));
                net.cleanup();
                System.out.println("round " + (round + 1) + ": ours " + ours.getLast() + " ms, tc -batch "
                        + tcs.getLast() + " ms, for " + filters + " filters");
            }
            System.out.println("median: ours " + median(ours) + " ms, tc -batch " + median(tcs) + " ms; "
                    + 1000 * median(ours) / filters + " and " + 1000 * median(tcs) / filters + " us a filter");
        }
    }

    private static long ours(BigNet net) throws Exception {
        Cli.Ended ended = net.deploy("-vv");
        assertEquals("committed", ended.outcome(), ended.err());
        long all = 0;
        Matcher stages = STAGE.matcher(ended.err());
        while (stages.find()) {
            all += Long.parseLong(stages.group(3));
        }
        return all;
    }

    /** On the links and hooks that the runner made, which it leaves in place of its own filters. */
    private static long tc(BigNet net, Path add, Path del) {
        String block =
                "tc filter show block $(tc qdisc show dev tap1 | sed -n 's/.*ingress_block \\([0-9]*\\).*/\\1/p')";
        long before = lines(net, block);
        net.run("a", "tc -batch " + del);
        assertEquals(0, lines(net, block));
        long millis = Long.parseLong(net.run(
                        "a",
                        "cat " + add + " >/dev/null; start=$(date +%s%N); tc -batch " + add
                                + " || exit 1; end=$(date +%s%N); echo $(((end - start) / 1000000))")
                .strip());
        assertEquals(before, lines(net, block));
        return millis;
    }

    private static long lines(BigNet net, String show) {
        return Long.parseLong(net.run("a", show + " | grep -c action || true").strip());
    }

    private static long median(List<Long> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
