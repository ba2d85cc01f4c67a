package io.lsdn.controller.rollout;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The hosts that take part, in the batches in which they are changed.
 *
 * @param each also hosts that failed already
 * @param maxFailPercentage of each batch
 */
public record Batches(List<List<String>> each, BigDecimal maxFailPercentage) {
    public Batches {
        each = each.stream().map(List::copyOf).toList();
    }

    /** Whether so few hosts of each batch fail that the others go on if only these are good. */
    boolean tolerate(Collection<String> good) {
        var left = new HashSet<>(good);
        return each.stream().allMatch(batch -> isTolerable(batch, left));
    }

    private boolean isTolerable(List<String> batch, Set<String> good) {
        long failed = batch.stream().filter(h -> !good.contains(h)).count();
        return BigDecimal.valueOf(failed * 100).compareTo(maxFailPercentage.multiply(BigDecimal.valueOf(batch.size())))
                <= 0;
    }

    /** Whether a single failure is too much. */
    boolean isStrict() {
        return maxFailPercentage.signum() == 0;
    }

    boolean isLast(int batch) {
        return batch == each.size() - 1;
    }

    /** All hosts of the batches after one. */
    List<String> after(int batch) {
        return each.stream().skip(batch + 1L).flatMap(List::stream).toList();
    }
}
