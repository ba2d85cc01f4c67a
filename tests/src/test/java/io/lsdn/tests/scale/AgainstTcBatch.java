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
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark, run by tests/bench/against-tc-batch: the commit of a net of 2,000 virts by the runner as it is shipped, fresh
 * from its start, and {@code tc -batch} loading the same filters into the same kernel, in turns. Ours counts all objects and the
 * journal, tc's only the filters; and of both the time in which the kernel is at work, in which the net is between two states.
 */
@Tag("labkernel")
final class AgainstTcBatch {
    private static final Pattern STAGE =
            Pattern.compile("(?:make|switch|break): \\d+ changes in (\\d+) ms, the kernel's part (\\d+) ms");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void the_same_filters_in_turns() throws Exception {
        int rounds = Integer.getInteger("lsdn.rounds", 3);
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
            var ours = new ArrayList<Took>();
            var tcs = new ArrayList<Took>();
            for (int round = 0; round < rounds; round++) {
                ours.add(ours(net));
                tcs.add(tc(net, add, del));
                net.cleanup();
                System.out.printf(
                        "round %d: ours %s, tc -batch %s, for %d filters%n",
                        round + 1, ours.getLast(), tcs.getLast(), filters);
            }
            System.out.printf("median: ours %s, tc -batch %s%n", median(ours), median(tcs));
        }
    }

    /** Milliseconds. */
    private record Took(long all, long kernel) {
        @Override
        public String toString() {
            return all + " ms (kernel " + kernel + " ms)";
        }
    }

    private static Took ours(BigNet net) throws Exception {
        Cli.Ended ended = net.deploy("-vv");
        assertEquals("committed", ended.outcome(), ended.err());
        long all = 0;
        long kernel = 0;
        Matcher stages = STAGE.matcher(ended.err());
        while (stages.find()) {
            all += Long.parseLong(stages.group(1));
            kernel += Long.parseLong(stages.group(2));
        }
        return new Took(all, kernel);
    }

    /** On the links and hooks that the runner made, which it leaves in place of its own filters. */
    private static Took tc(BigNet net, Path add, Path del) {
        String block =
                "tc filter show block $(tc qdisc show dev tap1 | sed -n 's/.*ingress_block \\([0-9]*\\).*/\\1/p')";
        long before = lines(net, block);
        net.run("a", "tc -batch " + del);
        assertEquals(0, lines(net, block));
        String[] seconds = net.run(
                        "a",
                        "cat " + add + " >/dev/null; bash -c 'TIMEFORMAT=\"%3R %3S\"; time tc -batch " + add
                                + "' 2>&1 || exit 1")
                .strip()
                .split(" ", 2);
        assertEquals(before, lines(net, block));
        return new Took(millis(seconds[0]), millis(seconds[1]));
    }

    private static long millis(String seconds) {
        return Math.round(1000 * Double.parseDouble(seconds));
    }

    private static long lines(BigNet net, String show) {
        return Long.parseLong(net.run("a", show + " | grep -c action || true").strip());
    }

    private static Took median(List<Took> values) {
        return new Took(median(values, Took::all), median(values, Took::kernel));
    }

    private static long median(List<Took> values, ToLongFunction<Took> of) {
        return values.stream().mapToLong(of).sorted().toArray()[values.size() / 2];
    }
}
