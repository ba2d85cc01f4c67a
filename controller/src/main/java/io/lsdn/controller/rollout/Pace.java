package io.lsdn.controller.rollout;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How a play goes over its hosts (transaction.md, rule 14).
 *
 * @param order the hosts in the order in which they are taken; who is not named comes last
 * @param serial the sizes of the batches, of which the last repeats; none: all hosts at once
 * @param maxFailPercentage of a batch: so many hosts may fail while the others go on; 0 to 100
 */
public record Pace(List<String> order, List<BatchSize> serial, BigDecimal maxFailPercentage) {
    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** All hosts at once, and none may fail. */
    public static final Pace ALL_AT_ONCE = new Pace(List.of(), List.of(), BigDecimal.ZERO);

    public Pace {
        order = List.copyOf(order);
        serial = List.copyOf(serial);
        if (maxFailPercentage.signum() < 0 || maxFailPercentage.compareTo(ALL) > 0) {
            throw new IllegalArgumentException("max_fail_percentage is 0 to 100, not " + maxFailPercentage);
        }
    }

    /** @param hosts who takes part */
    public Batches batches(Collection<String> hosts) {
        var left = new ArrayList<>(order.stream().filter(hosts::contains).toList());
        hosts.stream().filter(h -> !order.contains(h)).forEach(left::add);
        int total = left.size();
        var batches = new ArrayList<List<String>>();
        while (!left.isEmpty()) {
            int size = serial.isEmpty()
                    ? 0
                    : serial.get(Math.min(batches.size(), serial.size() - 1)).of(total);
            List<String> batch = left.subList(0, size == 0 ? left.size() : Math.min(size, left.size()));
            batches.add(List.copyOf(batch));
            batch.clear();
        }
        return new Batches(batches, maxFailPercentage);
    }
}
