package io.lsdn.controller.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static List<String> hosts(int n) {
        return IntStream.range(0, n).mapToObj(i -> "h" + i).toList();
    }

    private static BatchSize size(String text) {
        return text.endsWith("%")
                ? new BatchSize.Percent(Integer.parseInt(text.replace("%", "")))
                : new BatchSize.Count(Integer.parseInt(text));
    }

    /** What {@code ansible.executor.playbook_executor} (ansible-core 2.14) makes of the same. */
    @ParameterizedTest
    @CsvSource({
        "8, 1 25% 100%, 1 2 5",
        "10, 30%, 3 3 3 1",
        "3, 30%, 1 1 1",
        "100, 29%, 28 28 28 16",
        "5, 2, 2 2 1",
        "5, 0, 5",
        "5, 0%, 1 1 1 1 1",
        "6, 1 0, 1 5",
        "4, 200%, 4",
        "7, 1 5 10, 1 5 1",
        "3, 10, 3"
    })
    void batches_are_as_large_as_with_ansible(int total, String serial, String sizes) {
        var pace = new Pace(
                hosts(total),
                List.of(serial.split(" ")).stream().map(PaceTest::size).toList(),
                BigDecimal.ZERO);
        assertEquals(
                List.of(sizes.split(" ")).stream().map(Integer::valueOf).toList(),
                pace.batches(hosts(total)).each().stream().map(List::size).toList());
        assertEquals(
                hosts(total),
                pace.batches(hosts(total)).each().stream().flatMap(List::stream).toList());
    }

    @Test
    void hosts_are_taken_in_the_order_of_the_play() {
        var pace = new Pace(List.of("c", "x", "a"), List.of(new BatchSize.Count(2)), BigDecimal.ZERO);
        assertEquals(
                List.of(List.of("c", "a"), List.of("b")),
                pace.batches(List.of("a", "b", "c")).each());
        assertEquals(
                List.of(List.of("a", "b")),
                Pace.ALL_AT_ONCE.batches(List.of("a", "b")).each());
        assertEquals(List.of(), Pace.ALL_AT_ONCE.batches(List.of()).each());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "0, 1, false", "25, 1, true", "24.9, 1, false", "25, 2, false", "100, 4, true"})
    void so_many_of_a_batch_of_four_may_fail(BigDecimal max, int failed, boolean tolerated) {
        var batches = new Batches(List.of(hosts(4)), max);
        assertEquals(tolerated, batches.tolerate(hosts(4).subList(failed, 4)));
    }

    @Test
    void what_fails_counts_over_its_own_batch() {
        var batches = new Batches(List.of(List.of("a"), List.of("b", "c", "d", "e")), BigDecimal.valueOf(25));
        assertTrue(batches.tolerate(List.of("a", "b", "c", "d")));
        assertFalse(batches.tolerate(List.of("b", "c", "d", "e")));
    }
}
